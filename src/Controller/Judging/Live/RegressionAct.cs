namespace Fleet.Controller.Judging.Live;

/// <summary>What an operator does to a regression; the kinds are closed.</summary>
public abstract record RegressionAct
{
    /// <summary>For the audit log: <c>regression.accept</c>.</summary>
    public abstract string Name { get; }

    /// <summary>For the audit log: why, until when, or what was written.</summary>
    public abstract string Detail { get; }

    /// <summary>May it be done to one in this state?</summary>
    public abstract bool Fits(RegressionEntry entry);

    internal abstract (HostState State, HostChanges Changes) On(
        HostState state,
        RegressionKey key,
        JudgingRules rules,
        string by,
        DateTimeOffset now
    );

    /// <summary>Makes the new value the baseline.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Until">When that ends; null: never.</param>
    public sealed record Accept(string Reason, DateTimeOffset? Until) : RegressionAct
    {
        public override string Name => "regression.accept";

        public override string Detail => Until is { } end ? $"{Reason} (until {end:O})" : Reason;

        public override bool Fits(RegressionEntry entry) => entry.State != RegressionState.Resolved;

        internal override (HostState State, HostChanges Changes) On(
            HostState state,
            RegressionKey key,
            JudgingRules rules,
            string by,
            DateTimeOffset now
        ) => HostJudging.Accept(state, key, rules, by, Reason, Until, now);
    }

    /// <summary>Takes it up.</summary>
    public sealed record Acknowledge(string Words) : RegressionAct
    {
        public override string Name => "regression.acknowledge";

        public override string Detail => Words;

        public override bool Fits(RegressionEntry entry) => entry.IsOpen;

        internal override (HostState State, HostChanges Changes) On(
            HostState state,
            RegressionKey key,
            JudgingRules rules,
            string by,
            DateTimeOffset now
        ) => HostJudging.Acknowledge(state, key, rules, by, Words, now);
    }

    /// <summary>Gives it back.</summary>
    public sealed record Unacknowledge : RegressionAct
    {
        public override string Name => "regression.unacknowledge";

        public override string Detail => "";

        public override bool Fits(RegressionEntry entry) =>
            entry.IsOpen && entry.AcknowledgedBy.Length > 0;

        internal override (HostState State, HostChanges Changes) On(
            HostState state,
            RegressionKey key,
            JudgingRules rules,
            string by,
            DateTimeOffset now
        ) => HostJudging.Unacknowledge(state, key, rules, by, now);
    }

    /// <summary>Writes a note on it.</summary>
    public sealed record Note(string Text) : RegressionAct
    {
        public override string Name => "regression.note";

        public override string Detail => Text;

        public override bool Fits(RegressionEntry entry) => entry.IsRemembered;

        internal override (HostState State, HostChanges Changes) On(
            HostState state,
            RegressionKey key,
            JudgingRules rules,
            string by,
            DateTimeOffset now
        ) => HostJudging.Note(state, key, rules, by, Text, now);
    }
}
