using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

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
            else if (
                fold.State.Regressions.TryGetValue(KeyOf(key), out var entry)
                && entry.State == RegressionState.Open
            )
            {
                fold.Regression(
                    entry with
                    {
                        State = RegressionState.Resolved,
                        ClosedAt = moment.At,
                    }
                );
            }
        }
    }

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
        fold.State.Regressions.ContainsKey(
            new RegressionKey(RegressionKind.Rule, finding.Rule, finding.Subject)
        );

    private static bool Decides(HostFold fold, Finding finding, string key) =>
        finding.Outcome is Outcome.Pass or Outcome.Warn or Outcome.Fail
        && (fold.Rules.Catalog.FindRule(finding.Rule)?.Declaration.Decides ?? []).Any(pattern =>
            FactKey.Matches(key, pattern)
        );

    private static void Join(HostFold fold, Moment moment, Drift drift, Finding finding)
    {
        var key = new RegressionKey(RegressionKind.Rule, finding.Rule, finding.Subject);
        if (
            fold.State.Regressions.TryGetValue(key, out var entry)
            && !entry.Changes.Any(c => c.Key == drift.Key && c.After == drift.After)
        )
        {
            var others = entry.Changes.RemoveAll(c => c.Key == drift.Key);
            fold.Regression(
                entry with
                {
                    Changes = others.Add(drift.AsChange(moment, fold.ReceivedAt)),
                }
            );
        }
    }

    private static void TellByItself(HostFold fold, Moment moment, string check, Drift drift)
    {
        var known = fold.State.Regressions.GetValueOrDefault(KeyOf(drift.Key));
        if (known is null)
        {
            fold.Regression(Opened(fold, moment, check, drift));
        }
        else if (known.State == RegressionState.Accepted && Text(drift.After) == known.Before)
        {
            Acceptance.BackToBefore(fold, known, drift.After, moment);
        }
        else if (known.State == RegressionState.Accepted)
        {
            fold.Regression(Opened(fold, moment, check, drift));
        }
        else if (known.After != Text(drift.After))
        {
            fold.Regression(
                known with
                {
                    After = Text(drift.After),
                    Summary = Sentence(drift),
                    // From the baseline to now: what lay between is history.
                    Changes = [drift.AsChange(moment, fold.ReceivedAt)],
                }
            );
        }
    }

    private static RegressionEntry Opened(
        HostFold fold,
        Moment moment,
        string check,
        Drift drift
    ) =>
        new()
        {
            Key = KeyOf(drift.Key),
            State = RegressionState.Open,
            Severity = Severity.Medium,
            Check = check,
            Summary = Sentence(drift),
            Before = Text(drift.Before),
            After = Text(drift.After),
            Changes = [drift.AsChange(moment, fold.ReceivedAt)],
            OpenedAt = moment.At,
            OpenedSeq = moment.Seq,
            Late = moment.Late,
        };

    /// <summary>How a value, or its absence, stands in a regression.</summary>
    public static string Text(string? value) => value ?? "absent";

    private static string Sentence(Drift drift) =>
        drift switch
        {
            { Before: null } => $"{drift.Key} appeared",
            { After: null } => $"{drift.Key} is gone",
            _ => $"{drift.Key} changed",
        };

    private static RegressionKey KeyOf(string key) => new(RegressionKind.Drift, "", key);

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
            .State.Regressions.Keys.Where(r => r.Kind == RegressionKind.Drift)
            .Select(r => r.Subject);
        var all = held.Concat(fold.State.Baselines.Keys)
            .Concat(told)
            .Distinct(StringComparer.Ordinal);
        return
        [
            .. all.Where(key => fold.Rules.IsWatched(check, key)).Order(StringComparer.Ordinal),
        ];
    }
}
