using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging;

/// <summary>Attaches consequences to their cause: sshd stopped is one regression, not five.</summary>
internal static class Causes
{
    /// <summary>How long before its cause was seen a consequence may have been seen: checks run at different moments.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    public static void Settle(HostFold fold, Moment moment, string? observed)
    {
        foreach (
            var entry in fold
                .State.Regressions.Values.Where(e => e.IsOpen)
                .OrderBy(e => e.OpenedSeq)
                .ToList()
        )
        {
            var settled = entry.CausedBy is null
                ? Attach(fold, entry)
                : Detach(fold, entry, observed);
            if (settled != entry)
            {
                fold.Regression(settled);
            }
        }
    }

    private static RegressionEntry Attach(HostFold fold, RegressionEntry entry)
    {
        if (CauseRule(fold, entry) is not { } rule)
        {
            return entry;
        }

        foreach (var cause in fold.State.Regressions.Values)
        {
            var fits =
                cause.Key.Kind == RegressionKind.Rule && cause.Key.Rule == rule && cause.IsOpen;
            if (fits && cause.Key != entry.Key && entry.OpenedAt >= cause.OpenedAt - Slack)
            {
                return entry with { CausedBy = cause.Key, CauseResolved = false };
            }
        }

        return entry;
    }

    private static RegressionEntry Detach(HostFold fold, RegressionEntry entry, string? observed)
    {
        if (fold.State.Live(entry.CausedBy!.Value) is not null)
        {
            return entry;
        }

        // Its own check has not been seen since the cause went away: no news yet.
        if (!entry.CauseResolved)
        {
            return entry with { CauseResolved = true };
        }

        return observed == entry.Check
            ? entry with
            {
                CausedBy = null,
                CauseResolved = false,
            }
            : entry;
    }

    private static string? CauseRule(HostFold fold, RegressionEntry entry) =>
        entry.Key.Kind == RegressionKind.Rule
            ? fold.Rules.Catalog.FindRule(entry.Key.Rule)?.Declaration.CausedBy
            : fold.Rules.DeclarationOf(entry.Check, entry.Key.Subject)?.CausedBy;
}
