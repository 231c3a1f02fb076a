namespace Fleet.Controller.Judging.Life;

/// <summary>Which of the open states a regression is in: what keeps it quiet, who has taken it up, whether it was here before, how old it is.</summary>
internal static class Standing
{
    /// <summary>How long a regression is new: what belongs to it may still be on its way, as a stopped sshd's closed port is.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    /// <summary>The same regression in the open state that its parts tell.</summary>
    public static RegressionEntry Of(RegressionEntry entry) =>
        entry with
        {
            State =
                entry.SilencedBy.Length > 0 ? RegressionState.Silenced
                : entry.AcknowledgedBy.Length > 0 ? RegressionState.Acknowledged
                : entry.Openings > 1 ? RegressionState.Regressed
                : RegressionState.Open,
        };

    /// <summary>When a new one is no longer new; null: it is not new.</summary>
    public static DateTimeOffset? SettledAt(RegressionEntry entry) =>
        entry.State == RegressionState.New ? entry.OpenedAt + Settling : null;

    /// <summary>Those that are new no longer. No event: nothing happened but time.</summary>
    public static void Settle(HostFold fold, DateTimeOffset now)
    {
        foreach (var entry in fold.State.Regressions.Values.ToList())
        {
            if (SettledAt(entry) <= now)
            {
                fold.Regression(Of(entry));
            }
        }
    }
}
