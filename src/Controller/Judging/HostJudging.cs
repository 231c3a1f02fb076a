using System.Collections.Immutable;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>
/// Advances what is known of one host. Pure: the same state, records and rules give the same result for ever, and any split of a host's records
/// into batches gives the same final state.
/// </summary>
public static class HostJudging
{
    /// <summary>Applies records in spool order. A lower seq than expected is a replay and changes nothing.</summary>
    /// <exception cref="InvalidOperationException">A record is missing before one of <paramref name="arrivals"/> and no gap says so: the caller must ask for it.</exception>
    public static (HostState State, HostChanges Changes) Apply(
        HostState state,
        ImmutableArray<Arrival> arrivals,
        JudgingRules rules,
        DateTimeOffset receivedAt
    )
    {
        var fold = new HostFold(state, rules, receivedAt);
        foreach (var arrival in arrivals)
        {
            RecordStep.Take(fold, arrival);
        }

        return fold.Finish();
    }

    /// <summary>Judges again because time passed or the policy changed: no new observation.</summary>
    public static (HostState State, HostChanges Changes) JudgeAgain(
        HostState state,
        JudgingRules rules,
        DateTimeOffset now
    )
    {
        var fold = new HostFold(state, rules, now);
        var moment = new Moment(now, state.Spool.NextSeq - 1, Late: false);
        TimeStep.Pass(fold, moment);
        EventWindow.Prune(fold, now);
        FindingStep.Judge(fold, moment, observed: null);
        return fold.Finish();
    }

    /// <summary>Accepts what a regression reports: it becomes the baseline until <paramref name="until"/> (null: for good).</summary>
    /// <exception cref="KeyNotFoundException">The host has no such regression that is not resolved.</exception>
    public static (HostState State, HostChanges Changes) Accept(
        HostState state,
        RegressionKey key,
        JudgingRules rules,
        string by,
        string reason,
        DateTimeOffset? until,
        DateTimeOffset now
    ) =>
        Act(
            state,
            rules,
            now,
            key,
            entry => entry.State != RegressionState.Resolved,
            (fold, moment, entry) =>
                Acceptance.Accept(fold, moment, entry, new Accepted(by, reason, until))
        );

    /// <summary>An operator takes a regression up.</summary>
    /// <exception cref="KeyNotFoundException">The host has no such open regression.</exception>
    public static (HostState State, HostChanges Changes) Acknowledge(
        HostState state,
        RegressionKey key,
        JudgingRules rules,
        string by,
        string note,
        DateTimeOffset now
    ) =>
        Act(
            state,
            rules,
            now,
            key,
            entry => entry.IsOpen,
            (fold, moment, entry) => Acknowledgement.Take(fold, moment, entry, by, note)
        );

    /// <summary>An operator gives back what somebody had taken up; nothing where nobody had.</summary>
    /// <exception cref="KeyNotFoundException">The host has no such open regression.</exception>
    public static (HostState State, HostChanges Changes) Unacknowledge(
        HostState state,
        RegressionKey key,
        JudgingRules rules,
        string by,
        DateTimeOffset now
    ) =>
        Act(
            state,
            rules,
            now,
            key,
            entry => entry.IsOpen,
            (fold, moment, entry) => Acknowledgement.GiveBack(fold, moment, entry, by)
        );

    /// <summary>An operator writes a note on a regression, open or not.</summary>
    /// <exception cref="KeyNotFoundException">The host has no such regression, or it is forgotten.</exception>
    public static (HostState State, HostChanges Changes) Note(
        HostState state,
        RegressionKey key,
        JudgingRules rules,
        string by,
        string text,
        DateTimeOffset now
    ) =>
        Act(
            state,
            rules,
            now,
            key,
            _ => true,
            (fold, moment, entry) => Acknowledgement.Note(fold, moment, entry, by, text)
        );

    private static (HostState State, HostChanges Changes) Act(
        HostState state,
        JudgingRules rules,
        DateTimeOffset now,
        RegressionKey key,
        Predicate<RegressionEntry> fits,
        Action<HostFold, Moment, RegressionEntry> act
    )
    {
        var fold = new HostFold(state, rules, now);
        var moment = new Moment(now, state.Spool.NextSeq - 1, Late: false);
        TimeStep.Pass(fold, moment);
        var entry = fold.State.Regressions.GetValueOrDefault(key);
        if (entry is null || !fits(entry))
        {
            throw new KeyNotFoundException(
                $"{state.Name} has no such regression: {key.Rule} {key.Subject}"
            );
        }

        act(fold, moment, entry);
        return fold.Finish();
    }
}

/// <summary>The record that is being judged.</summary>
/// <param name="At">Its time.</param>
/// <param name="Seq">Its place in the spool.</param>
/// <param name="Late">True while the host is catching up.</param>
internal readonly record struct Moment(DateTimeOffset At, ulong Seq, bool Late);

/// <summary>An operator's acceptance.</summary>
internal readonly record struct Accepted(string By, string Reason, DateTimeOffset? Until);
