using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>A host's history as a table: when, what, from what to what.</summary>
internal static class HistoryText
{
    public static IEnumerable<string> Lines(IReadOnlyList<HistoryEntry> entries, Screen screen)
    {
        if (entries.Count == 0)
        {
            return ["nothing has changed"];
        }

        var table = new Table(["WHEN", "WHAT", "CHANGE"], flexible: 2);
        foreach (var entry in entries)
        {
            var (what, change) = Tell(entry);
            table.Add(screen.Times.Since(entry.At), what, change);
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static (string What, Cell Change) Tell(HistoryEntry entry) =>
        entry.EntryCase switch
        {
            HistoryEntry.EntryOneofCase.Fact => (entry.Fact.Key, Change(entry.Fact)),
            HistoryEntry.EntryOneofCase.Outcome => (
                entry.Outcome.Subject.Length == 0
                    ? entry.Outcome.Rule
                    : $"{entry.Outcome.Rule} {entry.Outcome.Subject}",
                new Cell(entry.Outcome.Summary, Words.Judged(entry.Outcome.After))
            ),
            HistoryEntry.EntryOneofCase.Link => ("link", Words.Of(entry.Link.State)),
            _ => ("", ""),
        };

    private static string Change(FactChange fact) =>
        fact.Kind switch
        {
            FactChangeKind.Removed => $"{fact.Before} → gone",
            FactChangeKind.Unreadable => $"{fact.Before} → unreadable",
            _ => fact.Before.Length == 0 ? $"new: {fact.After}" : $"{fact.Before} → {fact.After}",
        };
}
