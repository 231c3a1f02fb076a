using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Silences for people.</summary>
public static class SilenceText
{
    public static IEnumerable<string> Lines(IReadOnlyList<Silence> silences, Screen screen)
    {
        if (silences.Count == 0)
        {
            return ["no silence: notifications are sent"];
        }

        var table = new Table(["ID", "WHERE", "WHAT", "UNTIL", "BY", "WHY"], flexible: 5);
        foreach (var silence in silences)
        {
            table.Add(
                $"{silence.Id}",
                Where(silence),
                silence.Rule.Length == 0 ? "everything" : silence.Rule,
                screen.Times.Clock(silence.Until),
                silence.By,
                silence.Reason
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static string Where(Silence silence)
    {
        var labels = silence.Labels.OrderBy(label => label.Key, StringComparer.Ordinal);
        var words = labels.Select(label => $"{label.Key}={label.Value}").Prepend(silence.Host);
        var where = string.Join(' ', words.Where(word => word.Length > 0));
        return where.Length == 0 ? "every host" : where;
    }
}
