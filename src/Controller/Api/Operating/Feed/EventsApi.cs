using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.History.Feed;
using Fleet.Controller.History.Writing;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Feed;

/// <summary>
/// Streams the feed. Every watcher reads the database by a position of its own, a page at a time, and is woken by commits: one that is slow keeps nobody waiting, one that
/// comes back loses nothing, and nothing is kept in memory for either.
/// </summary>
/// <param name="feed">What happened.</param>
/// <param name="commits">Wakes watchers.</param>
/// <param name="fleet">For names that are asked for.</param>
/// <param name="time">The controller's clock.</param>
public sealed class EventsApi(
    FeedReads feed,
    CommitSignal commits,
    IFleetReads fleet,
    TimeProvider time
) : V1.Events.EventsBase
{
    /// <summary>So many at once; each asks the database a few small questions when something was stored.</summary>
    private const int MostWatchers = 100;

    /// <summary>A busy fleet commits many times a second: nobody looks more often than this.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <summary>Where nothing happens the position is told so often, which shows both sides that the other is there.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly CallerView _view = new(fleet);
    private int _watchers;

    public override async Task Watch(
        V1.WatchEventsRequest request,
        IServerStreamWriter<V1.FleetEvent> responseStream,
        ServerCallContext context
    )
    {
        if (Interlocked.Increment(ref _watchers) > MostWatchers)
        {
            Interlocked.Decrement(ref _watchers);
            throw new RpcException(
                new(
                    StatusCode.ResourceExhausted,
                    $"{MostWatchers} watch already: end one of them, or read with --once"
                )
            );
        }

        try
        {
            var filter = await FilterAsync(request, context);
            var from = await FromAsync(request, context.CancellationToken);
            await StreamAsync(request.Once, filter, from, responseStream, context);
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }

    private async Task StreamAsync(
        bool once,
        FeedFilter filter,
        FeedPosition from,
        IServerStreamWriter<V1.FleetEvent> stream,
        ServerCallContext context
    )
    {
        var cancellation = context.CancellationToken;
        var position = from;
        // At once: whoever is cut off before the first event knows where to go on.
        await stream.WriteAsync(FeedMessages.At(position, time.GetUtcNow()), cancellation);
        while (true)
        {
            var next = commits.Next;
            var page = await feed.AfterAsync(position, cancellation);
            var sweeps = await HiddenSweepsAsync(page, filter, cancellation);
            foreach (var entry in page.Entries)
            {
                position = entry.After(position);
                var host = entry.HostId is { } id ? page.Hosts.GetValueOrDefault(id) : null;
                var isHidden = entry is FeedEntry.OfSweep of && sweeps.Contains(of.Sweep.Id);
                if (
                    !isHidden
                    && filter.Wants(entry, host)
                    && FeedMessages.Of(entry, host, position) is { } message
                )
                {
                    await stream.WriteAsync(message, cancellation);
                }
            }

            if (!page.IsAll)
            {
                continue;
            }

            if (once)
            {
                await stream.WriteAsync(FeedMessages.At(position, time.GetUtcNow()), cancellation);
                return;
            }

            await WaitAsync(next, position, stream, cancellation);
        }
    }

    private async Task WaitAsync(
        Task next,
        FeedPosition position,
        IServerStreamWriter<V1.FleetEvent> stream,
        CancellationToken cancellation
    )
    {
        await Task.Delay(Between, time, cancellation);
        while (!next.IsCompleted)
        {
            try
            {
                await next.WaitAsync(Quiet, time, cancellation);
            }
            catch (TimeoutException)
            {
                await stream.WriteAsync(FeedMessages.At(position, time.GetUtcNow()), cancellation);
            }
        }
    }

    private async Task<FeedFilter> FilterAsync(
        V1.WatchEventsRequest request,
        ServerCallContext context
    )
    {
        foreach (var name in request.Hosts.Where(name => !name.AsSpan().ContainsAny('*', '?')))
        {
            await _view.RequireHostAsync(context, name, required: true);
        }

        var labels = await _view.LabelsAsync(context, request.Labels);
        return new(
            Actor.OperatorOf(context),
            [.. request.Hosts],
            labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. request.Kinds.Where(kind => kind != V1.EventKind.Unspecified)]
        );
    }

    private async Task<FeedPosition> FromAsync(
        V1.WatchEventsRequest request,
        CancellationToken cancellation
    ) =>
        request.Cursor.Length > 0
            ? FeedPosition.Parse(request.Cursor)
                ?? throw Refusal.Invalid(
                    $"\"{request.Cursor}\" is no cursor: expected one that fleet watch --json printed"
                )
            : await feed.PositionAsync(
                request.Back is { } back ? time.GetUtcNow() - back.ToTimeSpan() : null,
                cancellation
            );

    /// <summary>Sweeps of the page that have no host which the caller sees.</summary>
    private async Task<HashSet<long>> HiddenSweepsAsync(
        FeedPage page,
        FeedFilter filter,
        CancellationToken cancellation
    )
    {
        var sweeps = page
            .Entries.OfType<FeedEntry.OfSweep>()
            .Select(entry => entry.Sweep.Id)
            .ToHashSet();
        if (sweeps.Count == 0 || filter.Caller.Scope.IsEmpty)
        {
            return [];
        }

        var hosts = await feed.HostsAsync(cancellation);
        var seen = await feed.SweepsOfAsync(
            sweeps,
            [.. hosts.Where(filter.Sees).Select(host => host.Id)],
            cancellation
        );
        sweeps.ExceptWith(seen);
        return sweeps;
    }
}
