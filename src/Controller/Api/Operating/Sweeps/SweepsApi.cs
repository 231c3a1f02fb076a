using Fleet.Controller.Api.Callers;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Running;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Sweeps;

/// <summary>The RPCs of sweeps. Who may call which is decided before they are reached (<see cref="CallerInterceptor"/>).</summary>
public sealed partial class SweepsApi(SweepApiParts sweeps) : V1.Sweeps.SweepsBase
{
    private const int DefaultLimit = 20;
    private const int MostSweeps = 1000;

    /// <summary>Results of one part: some hundred kilobytes.</summary>
    private const int PartOfResults = 1000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private readonly CallerView _view = new(sweeps.Fleet);

    public override Task<V1.ListProfilesReply> ListProfiles(
        V1.ListProfilesRequest request,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new V1.ListProfilesReply
            {
                Profiles = { Judging.Profiles.BuiltIn.Select(AskedProfile.Summary) },
            }
        );

    public override async Task<V1.SweepSummary> BeginSweep(
        V1.BeginSweepRequest request,
        ServerCallContext context
    )
    {
        var order = new SweepOrder
        {
            Profile = AskedProfile.Read(request.Profile, sweeps.Catalog),
            Selection = await new AskedHosts(_view).ReadAsync(
                context,
                request.Labels,
                request.Hosts
            ),
            By = Actor.Of(context),
            Patience = AskedPatience.Read(request.Patience),
            IsStored = request.Stored,
        };
        var id =
            await sweeps.Runner.BeginAsync(order, mayBeEmpty: false, context.CancellationToken)
            ?? throw Refusal.NotFound($"the selection names no host: {order.Selection.Words}");
        return await SummaryAsync(id, context);
    }

    public override async Task WatchSweep(
        V1.WatchSweepRequest request,
        IServerStreamWriter<V1.SweepProgress> responseStream,
        ServerCallContext context
    )
    {
        V1.SweepProgress? told = null;
        while (true)
        {
            var summary = await SummaryAsync(request.Id, context);
            var running = sweeps.Runner.Find(request.Id);
            var progress = new V1.SweepProgress
            {
                Sweep = summary,
                HostsLooking = running?.Progress.Asked ?? 0,
            };
            if (!progress.Equals(told))
            {
                await responseStream.WriteAsync(progress, context.CancellationToken);
                told = progress;
            }

            if (summary.EndedAt is not null)
            {
                return;
            }

            var pause = Task.Delay(Between, sweeps.Time, context.CancellationToken);
            await await Task.WhenAny(
                pause,
                running?.Done.WaitAsync(context.CancellationToken) ?? pause
            );
        }
    }

    public override async Task<V1.SweepSummary> CancelSweep(
        V1.CancelSweepRequest request,
        ServerCallContext context
    )
    {
        var seen = await SummaryAsync(request.Id, context);
        if (seen.Hosts < await sweeps.Store.CountAsync(request.Id, context.CancellationToken))
        {
            throw new RpcException(
                new(
                    StatusCode.PermissionDenied,
                    $"sweep {request.Id} is over hosts that you do not see: whoever began it can cancel it"
                )
            );
        }

        return await sweeps.Runner.CancelAsync(
            request.Id,
            Actor.Of(context),
            context.CancellationToken
        )
            ? await SummaryAsync(request.Id, context)
            : throw new RpcException(
                new(StatusCode.FailedPrecondition, $"sweep {request.Id} does not run any more")
            );
    }

    public override async Task<V1.ListSweepsReply> ListSweeps(
        V1.ListSweepsRequest request,
        ServerCallContext context
    )
    {
        var hosts = await HostsAsync(context);
        var limit = request.Limit <= 0 ? DefaultLimit : Math.Min(request.Limit, MostSweeps);
        var rows = await sweeps.Reads.ListAsync(
            request.Profile,
            hosts,
            limit,
            context.CancellationToken
        );
        var sums = await sweeps.Reads.SumsAsync(
            [.. rows.Select(row => row.Id)],
            hosts,
            context.CancellationToken
        );
        return new()
        {
            Sweeps = { rows.Select(row => Summary(row, sums.GetValueOrDefault(row.Id))) },
        };
    }

    public override async Task GetSweep(
        V1.GetSweepRequest request,
        IServerStreamWriter<V1.SweepPart> responseStream,
        ServerCallContext context
    )
    {
        var report = await ReportAsync(request.Id, context);
        var cancellation = context.CancellationToken;
        await responseStream.WriteAsync(new() { Head = SweepMessages.Head(report) }, cancellation);
        foreach (var some in report.Hosts.Chunk(PartOfResults))
        {
            var hosts = new V1.SweptHosts { Hosts = { some.Select(SweepMessages.Host) } };
            await responseStream.WriteAsync(new() { Hosts = hosts }, cancellation);
        }

        foreach (var some in request.WithoutResults ? [] : report.Results.Chunk(PartOfResults))
        {
            var results = new V1.SweptResults { Results = { some.Select(SweepMessages.Result) } };
            await responseStream.WriteAsync(new() { Results = results }, cancellation);
        }
    }

    public override async Task<V1.DiffSweepsReply> DiffSweeps(
        V1.DiffSweepsRequest request,
        ServerCallContext context
    )
    {
        var older = await ReportAsync(request.Older, context);
        var newer = await ReportAsync(request.Newer, context);
        return older.Sweep.Profile == newer.Sweep.Profile
            ? SweepMessages.Diff(older, newer)
            : throw Refusal.Invalid(
                $"sweep {request.Older} is of {older.Sweep.Profile}, sweep {request.Newer} of {newer.Sweep.Profile}: only sweeps of one profile can be compared"
            );
    }

    /// <summary>Names of the hosts that the caller sees; null: every host.</summary>
    private async Task<IReadOnlySet<string>?> HostsAsync(ServerCallContext context) =>
        Actor.OperatorOf(context).Scope.IsEmpty
            ? null
            : (await _view.Of(context).HostNamesAsync(context.CancellationToken)).ToHashSet(
                StringComparer.Ordinal
            );

    private async Task<SweepReport> ReportAsync(long id, ServerCallContext context) =>
        await new SweepReports(sweeps.Reads).OfAsync(
            id,
            await HostsAsync(context),
            context.CancellationToken
        ) ?? throw NoSweep(id);

    private async Task<V1.SweepSummary> SummaryAsync(long id, ServerCallContext context)
    {
        var hosts = await HostsAsync(context);
        var row = await sweeps.Reads.FindAsync(id, context.CancellationToken) ?? throw NoSweep(id);
        var sums = await sweeps.Reads.SumsAsync([id], hosts, context.CancellationToken);
        return hosts is not null && !sums.ContainsKey(id)
            ? throw NoSweep(id)
            : Summary(row, sums.GetValueOrDefault(id));
    }

    private static V1.SweepSummary Summary(
        History.Schema.SweepRow row,
        History.Sweeps.SweepSums? sums
    ) =>
        SweepMessages.Summary(
            SweepReports.Head(row, ProfileView.Read(row.ProfileView)),
            sums?.Hosts ?? 0,
            sums?.Waiting ?? 0,
            sums is null ? StandingCounts.None : SweepReports.Counts(sums)
        );

    private static RpcException NoSweep(long id) =>
        Refusal.NotFound($"there is no sweep S-{id}, or none any more: see fleet sweep list");
}
