using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>
/// Is a file newer than what the running daemon loaded? A reload (SIGHUP) re-executes the same process, which keeps its start time, so the daemon's PidFile tells first: sshd
/// removes and rewrites it at every start and reload (<c>sshd.c</c>, <c>sighup_restart</c>). Then systemd's last state change, then the process's start.
/// </summary>
internal static class LoadedConfig
{
    // Times of file systems may be cut to the second, and a process's start is known to the second only.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartSlack = TimeSpan.FromSeconds(3);

    /// <summary>The fact's value; where it cannot be told, why.</summary>
    public static async ValueTask<Reply<string>> AskAsync(
        IHost host,
        SshdAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var listeners = await SshdProcesses.ListenersAsync(host, cancellationToken);
        if (!listeners.IsOk)
        {
            return Reply.Denied<string>(listeners.Reason);
        }

        if (answer.Files is null)
        {
            return Reply.Failed<string>("the configuration could not be read");
        }

        var units = await UnitsAsync(host, listeners.Value, answer, cancellationToken);
        if (units.Loaded is { } loaded)
        {
            return await CompareAsync(host, answer.Files, loaded, cancellationToken);
        }

        return units.IsFreshEachTime
            ? Reply.Ok("yes")
            : Reply.Failed<string>("no sshd is running that could have loaded it");
    }

    private static async ValueTask<(DateTimeOffset? Loaded, bool IsFreshEachTime)> UnitsAsync(
        IHost host,
        ImmutableArray<ProcessStatus> listeners,
        SshdAnswer answer,
        CancellationToken cancellationToken
    )
    {
        if (
            !listeners.IsEmpty
            && await ByPidFileAsync(host, listeners, answer, cancellationToken) is { } written
        )
        {
            return (written + Slack, false);
        }

        var units = await SystemdUnit.AskAsync(host, cancellationToken);
        var known = units.IsOk ? units.Value : [];
        if (listeners.IsEmpty)
        {
            // Socket activation: whoever comes next is served by a process that reads the files anew.
            return (
                null,
                known.Any(u => u.Name.EndsWith(".socket", StringComparison.Ordinal) && u.IsActive)
            );
        }

        var unit = known.FirstOrDefault(u => u.IsActive && listeners.Any(p => p.Pid == u.MainPid));
        var clock = await host.AskAsync(new ReadClock(), cancellationToken);
        return unit?.ChangedAt is { } at && clock.IsOk
            ? (clock.Value.Wall - (clock.Value.SinceBoot - at) + StartSlack, false)
            : (listeners[0].StartedAt + StartSlack, false);
    }

    private static async ValueTask<DateTimeOffset?> ByPidFileAsync(
        IHost host,
        ImmutableArray<ProcessStatus> listeners,
        SshdAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var path = answer.Effective?["PidFile"] is { Length: > 0 } named ? named : "/run/sshd.pid";
        if (path == "none")
        {
            return null;
        }

        var file = await host.AskAsync(new ReadFile(path, MaxBytes: 32), cancellationToken);
        return
            file.IsOk
            && int.TryParse(
                file.Value.Text.Trim(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var pid
            )
            && listeners.Any(p => p.Pid == pid)
            ? file.Value.Status.ModifiedAt
            : null;
    }

    private static async ValueTask<Reply<string>> CompareAsync(
        IHost host,
        SshdConfigFiles files,
        DateTimeOffset loaded,
        CancellationToken cancellationToken
    )
    {
        var newer = files.Files.Where(file => file.ModifiedAt > loaded).ToList();
        if (newer.Count == 0)
        {
            return Reply.Ok("yes");
        }

        var clock = await host.AskAsync(new ReadClock(), cancellationToken);
        if (
            clock.IsOk
            && newer.Find(file => file.ModifiedAt > clock.Value.Wall + StartSlack) is { } odd
        )
        {
            return Reply.Failed<string>($"{odd.Path}: its modification time lies in the future");
        }

        var verb = newer.Count == 1 ? "is" : "are";
        return Reply.Ok(
            $"no: {string.Join(", ", newer.Select(f => f.Path))} {verb} newer than the running daemon"
        );
    }
}
