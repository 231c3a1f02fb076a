using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>Whether the listening sshd still is what is installed: <c>no</c>, <c>binary replaced</c>, or <c>libraries replaced: …</c>.</summary>
internal static class PendingRestart
{
    public const string No = "no";
    public const string Binary = "binary replaced";
    public const string Libraries = "libraries replaced: ";
    private const string Deleted = " (deleted)";

    /// <summary>Absent: no daemon listens by itself (none runs, or systemd's socket starts a fresh one for each connection).</summary>
    public static async ValueTask<Reply<string>> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var listeners = await SshdProcesses.ListenersAsync(host, cancellationToken);
        if (!listeners.IsOk)
        {
            return new Reply<string>(listeners.State, null, listeners.Reason);
        }

        if (listeners.Value.IsEmpty)
        {
            return Reply.Absent<string>("no sshd listens by itself");
        }

        var listener = listeners.Value[0];
        if (listener.Executable is null)
        {
            return Reply.Denied<string>("only root can see which program sshd runs");
        }

        if (listener.Executable.EndsWith(Deleted, StringComparison.Ordinal))
        {
            return Reply.Ok(Binary);
        }

        var maps = await host.AskAsync(
            new ReadFile(string.Create(CultureInfo.InvariantCulture, $"/proc/{listener.Pid}/maps")),
            cancellationToken
        );
        if (!maps.IsOk)
        {
            return Reply.Denied<string>(maps.Reason);
        }

        var replaced = MappedLibraries.Replaced(maps.Value.Text);
        return Reply.Ok(replaced.IsEmpty ? No : Libraries + string.Join(' ', replaced));
    }
}
