using System.Globalization;
using System.Text;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Catalog.Denials;

/// <summary>
/// Reads what security modules refused since the last run: auditd's file, else the journal. Files of syslog are left out: any user can write a line there that looks like the kernel's.
/// </summary>
internal sealed class DenialLog(IHost host)
{
    private const string AuditFile = "/var/log/audit/audit.log";
    private const string FileScheme = "audit:";
    private const int MaxBytes = 4 << 20;
    private const int FirstBytes = 1 << 20;
    private static readonly TimeSpan FirstReach = TimeSpan.FromHours(1);

    /// <summary>New denials with their times, and where the next run goes on. Not ok: nobody writes them down, or they cannot be read.</summary>
    /// <param name="place">What the last run returned; empty on the first.</param>
    /// <param name="cancellationToken">The run's end.</param>
    public async ValueTask<
        Reply<(List<(DateTimeOffset At, AccessDenial Denial)> New, string Place)>
    > ReadAsync(string place, CancellationToken cancellationToken)
    {
        var status = await host.AskAsync(new GetStatus(AuditFile), cancellationToken);
        return status.IsAbsent
            ? await JournalAsync(place, cancellationToken)
            : await FileAsync(status, place, cancellationToken);
    }

    private async ValueTask<Reply<(List<(DateTimeOffset, AccessDenial)>, string)>> FileAsync(
        Reply<FileStatus> status,
        string place,
        CancellationToken cancellationToken
    )
    {
        if (!status.IsOk)
        {
            return new(status.State, default, status.Reason);
        }

        // A file that was rotated is begun anew; its end in audit.log.1 is at most one run old.
        var size = status.Value.Size;
        var offset =
            place.Split(':') is ["audit", var inode, var at]
            && inode == status.Value.Inode.ToString(CultureInfo.InvariantCulture)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            && known <= size
                ? Math.Max(known, size - MaxBytes)
            : place.StartsWith(FileScheme, StringComparison.Ordinal) ? Math.Max(0, size - MaxBytes)
            : Math.Max(0, size - FirstBytes);
        var asked = await host.AskAsync(
            new ReadFile(AuditFile, MaxBytes, offset),
            cancellationToken
        );
        if (!asked.IsOk)
        {
            return new(asked.State, default, asked.Reason);
        }

        var bytes = asked.Value.Bytes.AsSpan();
        var whole = bytes[..(bytes.LastIndexOf((byte)'\n') + 1)];
        return Reply.Ok(
            (
                Denials(whole),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{FileScheme}{asked.Value.Status.Inode}:{offset + whole.Length}"
                )
            )
        );
    }

    private static List<(DateTimeOffset, AccessDenial)> Denials(ReadOnlySpan<byte> lines)
    {
        List<(DateTimeOffset, AccessDenial)> found = [];
        while (lines.IndexOf("type=AVC "u8) is >= 0 and var start)
        {
            lines = lines[start..];
            var end = lines.IndexOf((byte)'\n');
            if (AccessDenial.Parse(Encoding.UTF8.GetString(lines[..end])) is { At: { } at } denial)
            {
                found.Add((at, denial));
            }

            lines = lines[end..];
        }

        return found;
    }

    private async ValueTask<Reply<(List<(DateTimeOffset, AccessDenial)>, string)>> JournalAsync(
        string place,
        CancellationToken cancellationToken
    )
    {
        var from = place.StartsWith(JournalCursor.Scheme, StringComparison.Ordinal)
            ? new JournalCursor(place[JournalCursor.Scheme.Length..])
            : JournalCursor.Since(host.Time.GetUtcNow() - FirstReach);
        if (!HostCommand.JournalAudit.Accepts([from.Argument]))
        {
            from = JournalCursor.Since(host.Time.GetUtcNow() - FirstReach);
        }

        var asked = await host.AskAsync(
            new RunCommand(HostCommand.JournalAudit, [from.Argument]),
            cancellationToken
        );
        if (!asked.IsOk || asked.Value.ExitCode != 0)
        {
            // A cursor that the journal no longer has is given up.
            return new(
                asked.IsOk ? ReplyState.Failed : asked.State,
                ([], ""),
                asked.IsOk
                    ? $"journalctl: {asked.Value.Error.Split('\n')[0]}"
                    : $"no {AuditFile}, and {asked.Reason}"
            );
        }

        List<(DateTimeOffset, AccessDenial)> found = [];
        foreach (var line in asked.Value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (JournalEntry.TryRead(Encoding.UTF8.GetBytes(line)) is not { } entry)
            {
                continue;
            }

            from = new JournalCursor(entry.Cursor);
            if (AccessDenial.Parse(Encoding.UTF8.GetString(entry.Message)) is { } denial)
            {
                found.Add((denial.At ?? entry.At, denial));
            }
        }

        return Reply.Ok((found, from.ToString()));
    }
}
