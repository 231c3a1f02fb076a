using System.Collections.Immutable;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host;

/// <summary>A user identity to open files with: root never trusts a user's files, so they are opened as that user.</summary>
/// <param name="Uid">Effective user id for file access.</param>
/// <param name="Gid">Effective group id.</param>
/// <param name="Groups">Supplementary groups.</param>
public sealed record UserIdentity(uint Uid, uint Gid, ImmutableArray<uint> Groups);

/// <summary>Reads a regular file (never a device, fifo or socket; non-blocking), capped.</summary>
/// <param name="Path">Absolute path inside the host's root.</param>
/// <param name="MaxBytes">The most to read.</param>
/// <param name="Offset">Where to start, in bytes.</param>
/// <param name="As">Whose access rights apply; null: the agent's own.</param>
public sealed record ReadFile(
    string Path,
    int MaxBytes = 1 << 20,
    long Offset = 0,
    UserIdentity? As = null
) : HostRequest<FileContent>
{
    public override Capability Needs =>
        As is null ? Capability.ReadPrivileged : Capability.ActAsUser;
}

/// <summary>What was read, and what the open file was at that moment.</summary>
/// <param name="Bytes">From the offset on, at most the cap.</param>
/// <param name="Status">fstat of the open file.</param>
/// <param name="Truncated">True where the file goes on behind <paramref name="Bytes"/>.</param>
public sealed record FileContent(ImmutableArray<byte> Bytes, FileStatus Status, bool Truncated)
{
    /// <summary>The bytes as UTF-8, invalid sequences replaced.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes.AsSpan());
}

/// <summary>stat(2) or lstat(2) of a path; opens nothing.</summary>
public sealed record GetStatus(string Path, bool FollowLinks = true, UserIdentity? As = null)
    : HostRequest<FileStatus>
{
    public override Capability Needs =>
        As is null ? Capability.ReadPrivileged : Capability.ActAsUser;
}

/// <summary>The kind of a file.</summary>
public enum FileKind
{
    Unspecified = 0,
    Regular,
    Directory,
    SymbolicLink,
    Fifo,
    Socket,
    CharacterDevice,
    BlockDevice,
}

/// <summary>The parts of struct stat that checks use.</summary>
/// <param name="Kind">From st_mode's type bits.</param>
/// <param name="Mode">Permission bits, 07777.</param>
/// <param name="Uid">Owner.</param>
/// <param name="Gid">Group.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">st_mtim, to the tick (100 ns).</param>
/// <param name="Inode">Inode number.</param>
/// <param name="Device">Device number.</param>
public sealed record FileStatus(
    FileKind Kind,
    int Mode,
    uint Uid,
    uint Gid,
    long Size,
    DateTimeOffset ModifiedAt,
    ulong Inode,
    ulong Device
);

/// <summary>realpath(3) inside the host's root: all symbolic links resolved.</summary>
public sealed record ResolvePath(string Path, UserIdentity? As = null) : HostRequest<string>
{
    public override Capability Needs =>
        As is null ? Capability.ReadPrivileged : Capability.ActAsUser;
}

/// <summary>The names in a directory, sorted by byte order as glob(3) does in the C locale; without <c>.</c> and <c>..</c>.</summary>
public sealed record ListDirectory(string Path, UserIdentity? As = null)
    : HostRequest<ImmutableArray<string>>
{
    public override Capability Needs =>
        As is null ? Capability.ReadPrivileged : Capability.ActAsUser;
}

/// <summary>The TCP sockets of the host's network namespace, as the kernel prints them, and who holds the listening ones.</summary>
public sealed record ListTcpSockets : HostRequest<TcpSockets>
{
    public override Capability Needs => Capability.InspectProcesses;
}

/// <param name="Tcp">Text of /proc/net/tcp.</param>
/// <param name="Tcp6">Text of /proc/net/tcp6; empty where the kernel has no IPv6.</param>
/// <param name="Holders">Socket inode → the processes that hold it, for listening sockets.</param>
/// <param name="HoldersComplete">False where some processes' descriptors could not be read: a missing holder is then unknown.</param>
public sealed record TcpSockets(
    string Tcp,
    string Tcp6,
    ImmutableDictionary<ulong, ImmutableArray<ProcessStatus>> Holders,
    bool HoldersComplete
);

/// <summary>
/// What the SSH server on one of this host's own addresses says before encryption: one connection, no authentication. Asked again soon, the last answer comes again.
/// </summary>
/// <param name="Address">An address of this host; any other is refused.</param>
/// <param name="Port">The port, 1 to 65535.</param>
public sealed record LookAtOwnSshd(string Address, int Port) : HostRequest<SshProbeResult>
{
    public override Capability Needs => Capability.ConnectToSelf;
}

/// <summary>The connections that <see cref="LookAtOwnSshd"/> made lately, by the agent's own ends, at most some dozens: sshd's log has lines about them.</summary>
public sealed record ListOwnLooks : HostRequest<ImmutableArray<FleetVisit>>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <summary>Processes of the host whose comm (/proc/PID/comm) is one of the names; those of containers on it are not its own.</summary>
public sealed record ListProcesses(ImmutableArray<string> Names)
    : HostRequest<ImmutableArray<ProcessStatus>>
{
    public override Capability Needs => Capability.InspectProcesses;
}

/// <param name="Pid">Process id in the host's pid namespace.</param>
/// <param name="ParentPid">Its parent.</param>
/// <param name="Name">comm, at most 15 bytes.</param>
/// <param name="Uid">Real user id.</param>
/// <param name="StartedAt">From field 22 of /proc/PID/stat and the boot time. An exec keeps it.</param>
/// <param name="Arguments">cmdline; sshd rewrites it (<c>sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups</c>).</param>
/// <param name="Executable">Target of /proc/PID/exe, with <c> (deleted)</c> after an upgrade; null where it may not be read.</param>
public sealed record ProcessStatus(
    int Pid,
    int ParentPid,
    string Name,
    uint Uid,
    DateTimeOffset StartedAt,
    ImmutableArray<string> Arguments,
    string? Executable
);

/// <summary>Runs one allow-listed read-only command with fixed arguments, empty environment, no shell, a deadline and an output cap.</summary>
/// <param name="Command">One of <see cref="HostCommand"/>'s list.</param>
/// <param name="Arguments">Values for the command's own declared parameters, validated by it.</param>
public sealed record RunCommand(HostCommand Command, ImmutableArray<string> Arguments)
    : HostRequest<CommandOutput>
{
    public override Capability Needs => Command.Needs;
}

/// <param name="ExitCode">The exit status; 128 + signal where it was killed.</param>
/// <param name="Output">stdout as UTF-8, capped.</param>
/// <param name="Error">stderr as UTF-8, capped.</param>
/// <param name="Truncated">True where a cap cut one of them.</param>
public sealed record CommandOutput(int ExitCode, string Output, string Error, bool Truncated);

/// <summary>Which boot this is and what its clocks say.</summary>
public sealed record ReadClock : HostRequest<ClockReading>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="BootId">/proc/sys/kernel/random/boot_id.</param>
/// <param name="SinceBoot">CLOCK_BOOTTIME: it counts suspend too.</param>
/// <param name="Wall">The host's own idea of UTC.</param>
public sealed record ClockReading(string BootId, TimeSpan SinceBoot, DateTimeOffset Wall);
