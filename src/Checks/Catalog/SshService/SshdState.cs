using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>Whether sshd takes connections, and who starts it.</summary>
/// <param name="Running"><c>yes</c> or <c>no</c>.</param>
/// <param name="Activation"><c>service</c>, <c>socket</c> or <c>process</c>. A stop does not change it.</param>
internal sealed record SshdState(Reply<string> Running, Reply<string> Activation)
{
    public static async ValueTask<SshdState> AskAsync(
        IHost host,
        Reply<ImmutableArray<SystemdUnit>> units,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<SystemdUnit> known = units.IsOk ? units.Value : [];
        var listeners = await OwnListenersAsync(host, known, cancellationToken);
        var byUnit = known.Any(unit => unit.IsLoaded && unit.IsActive);
        var running =
            byUnit || (listeners.IsOk && !listeners.Value.IsEmpty) ? Reply.Ok("yes")
            : !listeners.IsOk ? Reply.Denied<string>(listeners.Reason)
            : Reply.Ok("no");
        return new SshdState(running, ActivationOf(units, known, byUnit || running.Value == "no"));
    }

    private static Reply<string> ActivationOf(
        Reply<ImmutableArray<SystemdUnit>> units,
        ImmutableArray<SystemdUnit> known,
        bool isByUnit
    )
    {
        if (!units.IsOk && !units.IsAbsent)
        {
            return Reply.Failed<string>(units.Reason);
        }

        var socket = known.Any(u => IsSocket(u) && (u.IsActive || u["UnitFileState"] == "enabled"));
        return Reply.Ok(
            !isByUnit || !known.Any(u => u.IsLoaded) ? "process"
            : socket ? "socket"
            : "service"
        );
    }

    private static bool IsSocket(SystemdUnit unit) =>
        unit.Name.EndsWith(".socket", StringComparison.Ordinal);

    // A process that no unit of this host owns may be a container's: it counts only where it listens in this host's network.
    private static async ValueTask<Reply<ImmutableArray<ProcessStatus>>> OwnListenersAsync(
        IHost host,
        ImmutableArray<SystemdUnit> units,
        CancellationToken cancellationToken
    )
    {
        var listeners = await SshdProcesses.ListenersAsync(host, cancellationToken);
        if (!listeners.IsOk || listeners.Value.IsEmpty || units.Any(u => u.IsLoaded && u.IsActive))
        {
            return listeners;
        }

        var sockets = await host.AskAsync(new ListTcpSockets(), cancellationToken);
        if (!sockets.IsOk)
        {
            return listeners;
        }

        var holders = sockets
            .Value.Holders.Values.SelectMany(held => held)
            .Select(p => p.Pid)
            .ToHashSet();
        return Reply.Ok<ImmutableArray<ProcessStatus>>([
            .. listeners.Value.Where(p =>
                holders.Contains(p.Pid) || !sockets.Value.HoldersComplete
            ),
        ]);
    }
}
