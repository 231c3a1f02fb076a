using Fleet.Agent.Schedule;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Agent.Link;

/// <summary>Answers the controller's diagnostic requests: a closed list, of which the agent runs nothing it does not know.</summary>
internal sealed class Diagnostics(LocalChecks checks, TimeProvider time)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>Does what is asked and tells it, check by check; the last reply says that it is the last.</summary>
    public async Task AnswerAsync(
        DiagnosticRequest request,
        Func<DiagnosticReply, Task> reply,
        CancellationToken cancellationToken
    )
    {
        if (WhyNot(request) is { } reason)
        {
            await reply(Refused(request, reason));
            return;
        }

        if (!await _places.WaitAsync(0, cancellationToken))
        {
            await reply(Refused(request, $"busy with {AtOnce} other diagnostics"));
            return;
        }

        try
        {
            await WithinAsync(request, reply, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private string? WhyNot(DiagnosticRequest request) =>
        request.DiagnosticCase switch
        {
            DiagnosticRequest.DiagnosticOneofCase.RunChecks =>
                request.RunChecks.Checks.FirstOrDefault(id => checks.Catalog.Find(id) is null)
                    is { } unknown
                    ? $"this agent has no check {unknown}"
                    : null,
            DiagnosticRequest.DiagnosticOneofCase.ProbeTarget when checks.Host is not null => null,
            _ => "this agent does not know that diagnostic",
        };

    private async Task WithinAsync(
        DiagnosticRequest request,
        Func<DiagnosticReply, Task> reply,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(DeadlineOf(request), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            await (
                request.RunChecks is { } run
                    ? RunAsync(request, run, reply, both.Token)
                    : new TargetLook(checks.Host!).RunAsync(request, reply, both.Token)
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await reply(
                Refused(request, $"the deadline of {DeadlineOf(request).TotalSeconds:0} s passed")
            );
        }
    }

    private async Task RunAsync(
        DiagnosticRequest request,
        RunChecks run,
        Func<DiagnosticReply, Task> reply,
        CancellationToken cancellationToken
    )
    {
        var running = checks
            .Named(run.Checks)
            .Select(check => checks.Rounds.RunAsync(check, mayFold: false, cancellationToken))
            .ToList();
        var left = running.Count;
        if (left == 0)
        {
            await reply(Refused(request, "this agent has no checks"));
        }

        await foreach (var done in Task.WhenEach(running))
        {
            await reply(Ran(request, await done, isLast: --left == 0));
        }
    }

    private static TimeSpan DeadlineOf(DiagnosticRequest request)
    {
        var asked = request.Deadline?.ToTimeSpan() ?? TimeSpan.Zero;
        return asked <= TimeSpan.Zero || asked > LongestDeadline ? LongestDeadline : asked;
    }

    private static DiagnosticReply Ran(DiagnosticRequest request, CheckRun run, bool isLast) =>
        new()
        {
            Id = request.Id,
            Last = isLast,
            CheckRan = new CheckRan
            {
                Check = run.Check,
                Seq = run.Seq,
                Status = (RunStatus)run.Status,
                Reason = run.Reason,
                Took = Duration.FromTimeSpan(run.Took),
            },
        };

    internal static DiagnosticReply Refused(DiagnosticRequest request, string reason) =>
        new()
        {
            Id = request.Id,
            Last = true,
            Refused = new DiagnosticRefused { Reason = reason },
        };
}
