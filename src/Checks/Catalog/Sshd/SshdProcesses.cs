using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>Tells the sshd that listens from the ones that serve a connection.</summary>
public static class SshdProcesses
{
    /// <summary>comm of the listener in every release, and of sessions up to 9.7.</summary>
    public const string Name = "sshd";

    /// <summary>Asks for the listening daemons, the host's own first (its parent is init; one in a container has another).</summary>
    public static async ValueTask<Reply<ImmutableArray<ProcessStatus>>> ListenersAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(new ListProcesses([Name]), cancellationToken);
        return asked.IsOk
            ? Reply.Ok<ImmutableArray<ProcessStatus>>([
                .. asked
                    .Value.Where(IsListener)
                    .OrderBy(p => p.ParentPid == 1 ? 0 : 1)
                    .ThenBy(p => p.Pid),
            ])
            : new Reply<ImmutableArray<ProcessStatus>>(asked.State, default, asked.Reason);
    }

    /// <summary>
    /// True for <c>sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups</c> (8.2 and newer) and for a plain command line. A connection's process is titled by its
    /// user or state (<c>sshd: alice [priv]</c>), or still has the -R or -i it was started with.
    /// </summary>
    public static bool IsListener(ProcessStatus process)
    {
        var line = string.Join(' ', process.Arguments);
        return process.Name == Name
            && (
                line.Contains("[listener]", StringComparison.Ordinal)
                || (
                    !line.StartsWith("sshd: ", StringComparison.Ordinal)
                    && !process.Arguments.Any(word => word is "-R" or "-i")
                )
            );
    }
}
