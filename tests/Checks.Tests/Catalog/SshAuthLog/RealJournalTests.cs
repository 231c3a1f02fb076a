using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

/// <summary>What a real journald and journalctl make of messages and cursors.</summary>
public sealed class RealJournalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_are_read_once_by_cursor_even_where_they_are_no_text()
    {
        using var journal = new PrivateJournal();
        await journal.ReadyAsync(Cancel);
        await journal.WriteAsync(
            "Failed password for root from 192.0.2.1 port 22 ssh2"u8.ToArray(),
            Cancel
        );
        await journal.WriteAsync(
            [.. "Invalid user "u8, 0xff, 0xfe, .. " from 192.0.2.2 port 23"u8],
            Cancel
        );

        var first = await UntilAsync(journal, "", lines: 2);
        Assert.Equal(["192.0.2.1", "192.0.2.2"], first.Lines.Select(line => line.Source));

        await journal.WriteAsync("Invalid user z from 192.0.2.3 port 24"u8.ToArray(), Cancel);
        var second = await UntilAsync(journal, first.Cursor, lines: 1);
        Assert.Equal(["192.0.2.3"], second.Lines.Select(line => line.Source));
        Assert.Empty((await RunAsync(journal, second.Cursor)).Lines);
    }

    [Fact]
    public async Task A_cursor_that_journalctl_refuses_goes_on_from_now()
    {
        using var journal = new PrivateJournal();
        await journal.ReadyAsync(Cancel);

        var seen = await RunAsync(journal, "journal:nonsense");

        Assert.Equal(
            [new Coverage("auth_log", CoverageState.Truncated, JournalFollower.Vacuumed)],
            seen.Coverage
        );
    }

    /// <summary>journald takes messages in its own time.</summary>
    private static async Task<Observation> UntilAsync(
        PrivateJournal journal,
        string cursor,
        int lines
    )
    {
        for (var tries = 0; ; tries++)
        {
            var seen = await RunAsync(journal, cursor);
            if (seen.Lines.Length >= lines || tries == 100)
            {
                return seen;
            }

            await Task.Delay(50, Cancel);
        }
    }

    private static async Task<Observation> RunAsync(PrivateJournal journal, string cursor)
    {
        var seen = await new CheckRunner(journal).RunAsync(new SshAuthLogCheck(), cursor, Cancel);
        Assert.Equal([new Fact("auth_log/source", "journal")], seen.Facts);
        return seen;
    }
}
