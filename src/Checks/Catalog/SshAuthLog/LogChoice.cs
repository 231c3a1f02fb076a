using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Which log to read: a file that a syslog daemon keeps, else the journal, else whatever file is left.</summary>
/// <param name="Path">The file; null for the journal.</param>
internal sealed record LogChoice(string? Path)
{
    /// <summary>Debian's file, Red Hat's, SUSE's.</summary>
    public static readonly string[] Files =
    [
        "/var/log/auth.log",
        "/var/log/secure",
        "/var/log/messages",
    ];

    private static readonly string[] Daemons = ["rsyslogd", "syslog-ng", "syslogd"];
    private static readonly string[] JournalFolders = ["/var/log/journal", "/run/log/journal"];
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>Chooses; where nothing can be read, says so with the weightier state (denied before absent).</summary>
    public static async ValueTask<Reply<LogChoice>> MakeAsync(
        IHost host,
        LogCursor? cursor,
        CancellationToken cancellationToken
    )
    {
        var (file, denied) = await FirstFileAsync(host, cursor, cancellationToken);
        if (file is not null && await IsKeptAsync(host, file, cancellationToken))
        {
            return Reply.Ok(new LogChoice(file.Path));
        }

        var journal = await JournalAsync(host, cancellationToken);
        return journal.IsOk ? Reply.Ok(new LogChoice((string?)null))
            : file is not null ? Reply.Ok(new LogChoice(file.Path))
            : denied is not null
                ? Reply.Denied<LogChoice>(
                    $"{denied}, and the journal cannot be read: {journal.Reason}"
                )
            : new Reply<LogChoice>(
                journal.State,
                null,
                $"no {Files[0]}, and the journal cannot be read: {journal.Reason}"
            );
    }

    private sealed record Candidate(string Path, FileStatus? Status);

    private static async ValueTask<(Candidate? File, string? Denied)> FirstFileAsync(
        IHost host,
        LogCursor? cursor,
        CancellationToken cancellationToken
    )
    {
        string? denied = null;
        foreach (var path in Files)
        {
            // A mode that forbids reading shows at open, not at stat.
            var head = await FileHead.ReadAsync(host, path, cancellationToken);
            if (head.IsOk)
            {
                return (new Candidate(path, head.Value.Status), denied);
            }

            // Between rename and create there is no file: it is still the one that is followed.
            if (
                head.IsAbsent
                && cursor is FileCursor at
                && at.Path == path
                && RotatedFiles.IndexOf(
                    await RotatedFiles.FindAsync(host, path, cancellationToken),
                    at
                ) >= 0
            )
            {
                return (new Candidate(path, null), denied);
            }

            denied ??= head.IsAbsent ? null : head.Reason;
        }

        return (null, denied);
    }

    private static async ValueTask<bool> IsKeptAsync(
        IHost host,
        Candidate file,
        CancellationToken cancellationToken
    )
    {
        if (file.Status is null || host.Time.GetUtcNow() - file.Status.ModifiedAt < Fresh)
        {
            return true;
        }

        var daemons = await host.AskAsync(new ListProcesses([.. Daemons]), cancellationToken);
        return daemons.IsOk && !daemons.Value.IsEmpty;
    }

    private static async ValueTask<Reply<bool>> JournalAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        foreach (var folder in JournalFolders)
        {
            var machines = await host.AskAsync(new ListDirectory(folder), cancellationToken);
            if (machines.IsOk && !machines.Value.IsEmpty)
            {
                return await ProbeAsync(host, $"{folder}/{machines.Value[0]}", cancellationToken);
            }

            if (!machines.IsOk && !machines.IsAbsent)
            {
                return new Reply<bool>(machines.State, false, machines.Reason);
            }
        }

        return Reply.Absent<bool>("there are no journal files");
    }

    /// <summary>Without the right to read its files journalctl shows an empty journal and calls that success, so the file itself is asked first.</summary>
    private static async ValueTask<Reply<bool>> ProbeAsync(
        IHost host,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(
            new ReadFile($"{folder}/system.journal", MaxBytes: 8),
            cancellationToken
        );
        if (!file.IsOk && !file.IsAbsent)
        {
            return new Reply<bool>(file.State, false, file.Reason);
        }

        var now = JournalCursor.Since(host.Time.GetUtcNow());
        var probe = await host.AskAsync(
            new RunCommand(HostCommand.JournalSshd, [now.Argument]),
            cancellationToken
        );
        return probe.IsOk ? Reply.Ok(true) : new Reply<bool>(probe.State, false, probe.Reason);
    }
}
