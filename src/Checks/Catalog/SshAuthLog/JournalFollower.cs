using System.Text;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Follows sshd's messages in the journal by its own cursors.</summary>
internal sealed class JournalFollower(IHost host, EventTally tally)
{
    public const string Vacuumed =
        "the journal no longer has the place where the last run ended: lines in between may be missing";

    /// <summary>Reads from the cursor on; where the journal does not know it any more, from now on.</summary>
    public async ValueTask<Reply<LogPlace>> ReadAsync(
        JournalCursor from,
        CancellationToken cancellationToken
    )
    {
        var reply = await RunAsync(from, cancellationToken);
        if (reply.IsOk && reply.Value.ExitCode == 0)
        {
            return Reply.Ok(Take(reply.Value, from));
        }

        if (!reply.IsOk || from.Place.StartsWith('@'))
        {
            return Refused(reply);
        }

        var now = JournalCursor.Since(host.Time.GetUtcNow());
        reply = await RunAsync(now, cancellationToken);
        return reply.IsOk && reply.Value.ExitCode == 0
            ? Reply.Ok(Take(reply.Value, now) with { Missing = Vacuumed })
            : Refused(reply);
    }

    private ValueTask<Reply<CommandOutput>> RunAsync(
        JournalCursor from,
        CancellationToken cancellationToken
    ) =>
        HostCommand.JournalSshd.Accepts([from.Argument])
            ? host.AskAsync(
                new RunCommand(HostCommand.JournalSshd, [from.Argument]),
                cancellationToken
            )
            : new(Reply.Ok(new CommandOutput(1, "", "not a journal cursor", false)));

    private static Reply<LogPlace> Refused(Reply<CommandOutput> reply) =>
        !reply.IsOk ? new Reply<LogPlace>(reply.State, null, reply.Reason)
        : reply.Value.Error.Contains("ermission", StringComparison.Ordinal)
            ? Reply.Denied<LogPlace>(FirstLine(reply.Value))
        : Reply.Failed<LogPlace>(FirstLine(reply.Value));

    private static string FirstLine(CommandOutput output) =>
        output.Error.Split('\n', 2)[0] is { Length: > 0 } line
            ? $"journalctl: {line}"
            : $"journalctl: exit code {output.ExitCode}";

    private LogPlace Take(CommandOutput output, JournalCursor from)
    {
        var cursor = from;
        foreach (var line in output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (JournalEntry.TryRead(Encoding.UTF8.GetBytes(line)) is not { } entry)
            {
                continue;
            }

            // After login the process runs as the user, and says no more than that it ends.
            var record = SshdMessage.Parse(entry.Message);
            if (
                record.Kind != AuthLogKind.Unspecified
                && (entry.IsRoots || record.Kind.IsRoutine())
                && !tally.TryAdd(entry.Message, record, entry.At)
            )
            {
                return new LogPlace(cursor, FileFollower.Behind);
            }

            cursor = new JournalCursor(entry.Cursor);
        }

        return new LogPlace(cursor, output.Truncated ? FileFollower.Behind : null);
    }
}
