namespace Fleet.Controller.Judging.Life;

/// <summary>
/// Keeps open regressions quiet while a silence holds. A silence is about being told now, so the controller's clock decides, not the records' time: a record that was long on its way
/// makes nothing quiet or loud that already is otherwise.
/// </summary>
internal static class Silencing
{
    public static void Settle(HostFold fold, Moment moment)
    {
        var now = fold.Now(moment.At);
        foreach (var entry in fold.State.Regressions.Values.Where(e => e.IsOpen).ToList())
        {
            var holding = fold.Rules.Silences.FirstOrDefault(silence =>
                Matching.Speaks(silence, entry) && silence.Window.Holds(now)
            );
            var name = holding?.Name ?? "";
            if (name == entry.SilencedBy)
            {
                continue;
            }

            var other = Standing.Of(entry with { SilencedBy = name });
            var then = moment with { At = now };
            if (holding is null)
            {
                fold.Happened(RegressionEventKind.Unsilenced, other, then, text: entry.SilencedBy);
            }
            else if (entry.SilencedBy.Length == 0)
            {
                var text = $"{name}: {holding.Reason}";
                fold.Happened(RegressionEventKind.Silenced, other, then, text: text);
            }
            else
            {
                fold.Regression(other);
            }
        }
    }

    /// <summary>When an open one may become quiet or loud; null: never.</summary>
    public static DateTimeOffset? NextChange(
        RegressionEntry entry,
        JudgingRules rules,
        DateTimeOffset now
    ) =>
        entry.IsOpen
            ? rules
                .Silences.Where(silence => Matching.Speaks(silence, entry))
                .Select(silence => silence.Window.NextChange(now))
                .Min()
            : null;
}
