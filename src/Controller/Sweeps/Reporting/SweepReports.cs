using System.Collections.Immutable;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>Makes reports from what is stored.</summary>
public sealed class SweepReports(SweepReads reads)
{
    /// <summary>The most points of a trend.</summary>
    public const int TrendLength = 12;

    /// <summary>A sweep's report; null: there is no such sweep, or none of its hosts may be seen.</summary>
    /// <param name="id">Which.</param>
    /// <param name="hosts">Names of the hosts that may be seen: others do not exist in it; null: all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SweepReport?> OfAsync(
        long id,
        IReadOnlySet<string>? hosts,
        CancellationToken cancellationToken
    )
    {
        if (await reads.FindAsync(id, cancellationToken) is not { } sweep)
        {
            return null;
        }

        var seen = (await reads.HostsAsync(id, cancellationToken))
            .Where(host => hosts is null || hosts.Contains(host.Name))
            .OrderBy(host => host.Name, StringComparer.Ordinal)
            .ToList();
        if (seen.Count == 0 && hosts is not null)
        {
            return null;
        }

        var view = ProfileView.Read(sweep.ProfileView);
        var results = await reads.ResultsAsync(id, cancellationToken);
        return new(
            Head(sweep, view),
            view.Controls,
            [.. seen.Select(Host)],
            Ordered(view.Controls, seen, results),
            await TrendAsync(sweep, hosts, cancellationToken)
        );
    }

    /// <summary>A sweep as reports tell of it.</summary>
    public static SweptSweep Head(SweepRow sweep, ProfileView view) =>
        new()
        {
            Id = sweep.Id,
            Profile = sweep.Profile,
            ProfileTitle = view.Title,
            ProfileSource = view.Source,
            Selection = sweep.Selection,
            By = sweep.By,
            StartedAt = sweep.StartedAt,
            Deadline = sweep.Deadline,
            EndedAt = sweep.EndedAt,
            State = sweep.State,
            IsStored = sweep.IsStored,
            PolicyVersion = sweep.PolicyVersion,
        };

    /// <summary>Stored sums as counts.</summary>
    public static StandingCounts Counts(SweepSums sums) =>
        new(
            sums.Passed,
            sums.Warned,
            sums.Failed,
            sums.Unknown,
            sums.Waived,
            sums.Manual,
            sums.NotApplicable
        );

    private async Task<ImmutableArray<TrendPoint>> TrendAsync(
        SweepRow sweep,
        IReadOnlySet<string>? hosts,
        CancellationToken cancellationToken
    )
    {
        var before = await reads.BeforeAsync(sweep, TrendLength - 1, cancellationToken);
        List<SweepRow> sweeps =
        [
            .. before.Reverse(),
            .. sweep.State == SweepState.Ended ? [sweep] : Array.Empty<SweepRow>(),
        ];
        var sums = await reads.SumsAsync(
            [.. sweeps.Select(row => row.Id)],
            hosts,
            cancellationToken
        );
        return
        [
            .. sweeps
                .Where(row => sums.ContainsKey(row.Id))
                .Select(row => new TrendPoint(
                    row.Id,
                    row.EndedAt ?? row.StartedAt,
                    sums[row.Id].Hosts,
                    Counts(sums[row.Id])
                )),
        ];
    }

    private static SweptHost Host(SweepHostRow row) =>
        new(row.Name, StoredJson.Labels(row.Labels), row.State, row.Reason, row.AnsweredAt);

    private static ImmutableArray<SweptResult> Ordered(
        ImmutableArray<SweptControl> controls,
        List<SweepHostRow> hosts,
        IReadOnlyList<SweepResultRow> results
    )
    {
        var names = hosts.ToDictionary(host => host.HostId, host => host.Name);
        var places = controls
            .Select((control, place) => (control, place))
            .ToDictionary(at => at.control.Id, StringComparer.Ordinal);
        return
        [
            .. results
                .Where(row => names.ContainsKey(row.HostId) && places.ContainsKey(row.Control))
                .OrderBy(row => names[row.HostId], StringComparer.Ordinal)
                .ThenBy(row => places[row.Control].place)
                .ThenBy(row => row.Subject, StringComparer.Ordinal)
                .Select(row => Result(row, names[row.HostId], places[row.Control].control)),
        ];
    }

    private static SweptResult Result(SweepResultRow row, string host, SweptControl control) =>
        new()
        {
            Host = host,
            Control = control.Id,
            Subject = row.Subject,
            Outcome = row.Outcome,
            Standing = Standings.Of(row.Outcome, row.WaivedUntil is not null, control.IsManual),
            Severity = row.Severity,
            Summary = row.Summary,
            Remedy = StoredJson.Texts(row.Remedy),
            Evidence = SweepColumns.Facts(row.Evidence),
            WaivedReason = row.WaivedReason,
            WaivedUntil = row.WaivedUntil,
        };
}
