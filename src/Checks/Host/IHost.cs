namespace Fleet.Checks.Host;

/// <summary>The only way a check touches a host: a closed, typed set of read-only requests that could as well be answered by a privileged process elsewhere.</summary>
public interface IHost
{
    /// <summary>The clock that checks and their windows go by.</summary>
    TimeProvider Time { get; }

    /// <summary>Asks the host. Expected failure (absent, denied, failed) is a reply, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The run's deadline passed.</exception>
    ValueTask<Reply<T>> AskAsync<T>(HostRequest<T> request, CancellationToken cancellationToken);
}

/// <summary>A question to a host. The set is closed: every kind stands in this folder.</summary>
public abstract record HostRequest<T>
{
    private protected HostRequest() { }

    /// <summary>What the asker must be able to do on the host for a full answer.</summary>
    public abstract Capability Needs { get; }
}

/// <summary>What a request needs; a host's owner can deny any of them locally.</summary>
public enum Capability
{
    Unspecified = 0,

    /// <summary>Files anybody may read.</summary>
    ReadWorldReadable,

    /// <summary>Files of root and of other users (root, or CAP_DAC_READ_SEARCH).</summary>
    ReadPrivileged,

    /// <summary>Opening a file with a user's own identity (root, or CAP_SETUID and CAP_SETGID).</summary>
    ActAsUser,

    /// <summary>Other users' processes and sockets (root, or CAP_SYS_PTRACE).</summary>
    InspectProcesses,

    /// <summary>Running an allow-listed read-only command.</summary>
    RunCommand,

    /// <summary>Reading the journal (root, or the group systemd-journal).</summary>
    ReadJournal,

    /// <summary>One connection to an SSH server on this host, as any client makes it.</summary>
    ConnectToSelf,

    /// <summary>Connections to other hosts: this host's gateways, and the fleet's hosts that the controller assigned.</summary>
    ConnectToOthers,
}
