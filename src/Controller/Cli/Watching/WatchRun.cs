using System.Text.Json;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Connecting;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Watching;

/// <summary>Prints events until it is told to end. A controller that goes away is waited for, and asked for what was missed.</summary>
internal sealed class WatchRun(Asked asked, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly WatchText _text = new(asked.Screen);
    private readonly bool _json = asked.Screen.Json || !asked.Screen.IsTerminal;
    private bool _isAway;

    public async Task<int> RunAsync(
        V1.WatchEventsRequest request,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                await StreamAsync(request, cancellationToken);
                if (request.Once)
                {
                    return ExitCode.Clean;
                }
            }
            catch (Exception ended)
                when (ended is RpcException or OperationCanceledException
                    && cancellationToken.IsCancellationRequested
                )
            {
                return Interrupted(request);
            }
            // Before the first word there is nothing to go on from: the frame says why there is none.
            catch (RpcException lost) when (request.Cursor.Length > 0 && MayComeBack(lost))
            {
                Away(lost);
            }

            try
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return Interrupted(request);
            }
        }
    }

    private async Task StreamAsync(
        V1.WatchEventsRequest request,
        CancellationToken cancellationToken
    )
    {
        using var call = asked.Client.Events.Watch(request, cancellationToken: cancellationToken);
        await foreach (var told in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            _isAway = false;
            if (told.EventCase != V1.FleetEvent.EventOneofCase.None)
            {
                asked.Screen.Line(
                    _json
                        ? JsonSerializer.Serialize(
                            EventJson.From(told),
                            WatchJson.Default.EventJson
                        )
                        : _text.Line(told)
                );
            }

            // Only now: what was not printed is asked for again.
            (request.Cursor, request.Back) = (told.Cursor, null);
        }
    }

    private int Interrupted(V1.WatchEventsRequest request)
    {
        if (request.Cursor.Length > 0)
        {
            asked.Screen.Talk($"fleet: go on with: fleet watch --since {request.Cursor}");
        }

        return ExitCode.Clean;
    }

    private void Away(RpcException lost)
    {
        if (!_isAway)
        {
            asked.Screen.Talk($"fleet: {Failure.Of(lost, asked.Client).Said}: waiting for it");
            _isAway = true;
        }
    }

    private static bool MayComeBack(RpcException lost) =>
        lost.StatusCode
            is StatusCode.Unavailable
                or StatusCode.Cancelled
                or StatusCode.Internal
                or StatusCode.Unknown
                or StatusCode.DeadlineExceeded
                or StatusCode.ResourceExhausted;
}
