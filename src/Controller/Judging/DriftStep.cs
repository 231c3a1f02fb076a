using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>A watched fact away from its baseline.</summary>
/// <param name="Key">The fact key.</param>
/// <param name="Before">The accepted value; null: absent.</param>
/// <param name="After">The value now; null: absent.</param>
/// <param name="Source">Where it was read.</param>
internal sealed record Drift(string Key, string? Before, string? After, string? Source)
{
    public FactChange AsChange(Moment moment, DateTimeOffset receivedAt) =>
        new(
            Key,
            After is null ? FactChangeKind.Removed : FactChangeKind.Set,
            Before,
            After,
            Source,
            moment.Seq,
            moment.At,
            receivedAt
        );
}

/// <summary>Compares watched facts of the observed check with their baselines. What a rule decides is the rule's to tell; the rest is told by itself.</summary>
internal static class DriftStep
{
    public static void Settle(HostFold fold, Moment moment, string check)
    {
        var findings = FindingsByKey(fold);
        foreach (var key in WatchedKeys(fold, check))
        {
            var reading = fold.State.Checks[check].Facts.Read(key);
            if (reading.IsUnknown)
            {
                continue;
            }

            if (DriftOf(fold, key, reading) is { } drift)
            {
                Tell(fold, moment, check, drift, findings[key]);
            }
            else if (fold.State.Live(KeyOf(key)) is { } entry && !IsAccepted(fold, entry))
            {
                Closing.Good(fold, moment, entry);
            }
        }
    }

    /// <summary>True where the key is known, and as accepted.</summary>
    public static bool IsAtBaseline(HostFold fold, string check, string key) =>
        fold.State.Checks.TryGetValue(check, out var run)
        && run.Facts.Read(key) is { IsUnknown: false } reading
        && DriftOf(fold, key, reading) is null;

    /// <summary>Those of the keys that are away from their baseline, in their order.</summary>
    public static ImmutableArray<Drift> Drifted(HostFold fold, ImmutableArray<string> keys)
    {
        var drifted = ImmutableArray.CreateBuilder<Drift>();
        foreach (var key in keys)
        {
            var owner = fold
                .State.Checks.FirstOrDefault(c => fold.Rules.IsWatched(c.Key, key))
                .Value;
            if (
                owner?.Facts.Read(key) is { IsUnknown: false } reading
                && DriftOf(fold, key, reading) is { } drift
            )
            {
                drifted.Add(drift);
            }
        }

        return drifted.ToImmutable();
    }

    private static Drift? DriftOf(HostFold fold, string key, Reading reading)
    {
        var accepted = fold.State.Baselines.GetValueOrDefault(key)?.Value;
        var now = reading.IsPresent ? reading.Value : null;
        return string.Equals(accepted, now, StringComparison.Ordinal)
            ? null
            : new Drift(key, accepted, now, reading.Source);
    }

    private static void Tell(
        HostFold fold,
        Moment moment,
        string check,
        Drift drift,
        IEnumerable<Finding> findings
    )
    {
        var about = findings.ToList();
        if (about.Exists(f => IsOpen(fold, f)))
        {
            about.ForEach(f => Join(fold, moment, drift, f));
            return;
        }

        if (about.Exists(f => Decides(fold, f, drift.Key)))
        {
            // The rule passes with the new value, or had failed before it: history, and the new baseline.
            fold.Baseline(
                drift.Key,
                drift.After is null ? null : new Baseline(drift.After, "", "", null)
            );
            return;
        }

        TellByItself(fold, moment, check, drift);
    }

    private static bool IsOpen(HostFold fold, Finding finding) =>
        fold.State.Live(KeyOf(finding)) is not null;

    private static bool Decides(HostFold fold, Finding finding, string key) =>
        finding.Outcome is Outcome.Pass or Outcome.Warn or Outcome.Fail
        && (fold.Rules.Catalog.FindRule(finding.Rule)?.Declaration.Decides ?? []).Any(pattern =>
            FactKey.Matches(key, pattern)
        );

    private static void Join(HostFold fold, Moment moment, Drift drift, Finding finding)
    {
        if (fold.State.Live(KeyOf(finding)) is { } entry)
        {
            Worsening.Join(fold, moment, entry, drift);
        }
    }

    private static void TellByItself(HostFold fold, Moment moment, string check, Drift drift)
    {
        var known = fold.State.Live(KeyOf(drift.Key));
        if (known is { State: RegressionState.Accepted } && Text(drift.After) == known.Before)
        {
            Acceptance.BackToBefore(fold, known, drift.After, moment);
        }
        else if (known is { State: RegressionState.Accepted } && !IsAccepted(fold, known))
        {
            // Whatever the value is, the waiver covers it.
            if (known.After != Text(drift.After))
            {
                Worsening.Moved(fold, moment, known, drift);
            }
        }
        else if (known is null or { State: RegressionState.Accepted })
        {
            TellNew(fold, moment, Fresh(fold, moment, check, drift));
        }
        else if (known.After != Text(drift.After) || Flapping.IsCalming(known))
        {
            Worsening.Moved(fold, moment, known, drift);
        }
    }

    private static void TellNew(HostFold fold, Moment moment, RegressionEntry fresh)
    {
        if (Matching.WaiverOf(fold.Rules, fresh.Key, moment.At) is not { } waiver)
        {
            Opening.Open(fold, moment, fresh);
            return;
        }

        var known = fold.State.Regressions.GetValueOrDefault(fresh.Key);
        fold.Happened(
            RegressionEventKind.Accepted,
            Waiving.Excepted(fresh, waiver) with
            {
                Openings = known?.Openings ?? fresh.Openings,
                LatelyOpened = known?.LatelyOpened ?? fresh.LatelyOpened,
            },
            moment,
            waiver.By,
            waiver.Reason
        );
    }

    /// <summary>Somebody says that the value is right: it is the baseline.</summary>
    private static bool IsAccepted(HostFold fold, RegressionEntry entry) =>
        entry.State == RegressionState.Accepted
        && Text(fold.State.Baselines.GetValueOrDefault(entry.Key.Subject)?.Value) == entry.After;

    private static RegressionEntry Fresh(HostFold fold, Moment moment, string check, Drift drift) =>
        new()
        {
            Key = KeyOf(drift.Key),
            State = RegressionState.New,
            Severity = Severity.Medium,
            Check = check,
            Summary = Sentence(drift),
            Before = Text(drift.Before),
            After = Text(drift.After),
            Changes = [drift.AsChange(moment, fold.ReceivedAt)],
            OpenedAt = moment.At,
            OpenedSeq = moment.Seq,
            Late = moment.Late,
            LastGoodAt =
                fold.Earlier.Checks.TryGetValue(check, out var run)
                && !run.Facts.Read(drift.Key).IsUnknown
                    ? run.LastRunAt
                    : null,
        };

    /// <summary>How a value, or its absence, stands in a regression.</summary>
    public static string Text(string? value) => value ?? "absent";

    public static string Sentence(Drift drift) =>
        drift switch
        {
            { Before: null } => $"{drift.Key} appeared",
            { After: null } => $"{drift.Key} is gone",
            _ => $"{drift.Key} changed",
        };

    private static RegressionKey KeyOf(string key) => new(RegressionKind.Drift, "", key);

    private static RegressionKey KeyOf(Finding finding) =>
        new(RegressionKind.Rule, finding.Rule, finding.Subject);

    private static ILookup<string, Finding> FindingsByKey(HostFold fold) =>
        fold
            .State.Findings.Values.SelectMany(span =>
                span.Finding.Keys.Select(key => (key, span.Finding))
            )
            .ToLookup(pair => pair.key, pair => pair.Finding, StringComparer.Ordinal);

    private static List<string> WatchedKeys(HostFold fold, string check)
    {
        var held = fold.State.Checks[check].Facts.All.Select(h => h.Fact.Key);
        var told = fold
            .State.Regressions.Values.Where(r =>
                r.Key.Kind == RegressionKind.Drift && r.State != RegressionState.Resolved
            )
            .Select(r => r.Key.Subject);
        var all = held.Concat(fold.State.Baselines.Keys)
            .Concat(told)
            .Distinct(StringComparer.Ordinal);
        return
        [
            .. all.Where(key => fold.Rules.IsWatched(check, key)).Order(StringComparer.Ordinal),
        ];
    }
}
