using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.Firewall;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>A socket that concerns SSH.</summary>
/// <param name="EndPoint">Address and port.</param>
/// <param name="Holder">Who listens: sshd, systemd (for sshd), or another process.</param>
public sealed record ServerSocket(IPEndPoint EndPoint, string Holder)
{
    public bool IsSsh => Holder is "sshd" or "systemd";

    /// <summary>True where a connection to the address ends here; a dual-stack socket of systemd's takes both families.</summary>
    public bool Takes(IPAddress address, int port) =>
        EndPoint.Port == port
        && (
            EndPoint.Address.Equals(address)
            || (
                EndPoint.Address.Equals(IPAddress.Any)
                && address.AddressFamily == EndPoint.AddressFamily
            )
            || (
                EndPoint.Address.Equals(IPAddress.IPv6Any)
                && (address.AddressFamily == EndPoint.AddressFamily || Holder == "systemd")
            )
        );
}

/// <summary>What the host's rulesets do with this connection.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Symptom">What the client sees.</param>
/// <param name="Decider">The rule or policy: <c>inet filter input: policy drop</c>; empty where no rule spoke.</param>
/// <param name="Manager">What keeps the rules: ufw, firewalld, iptables, nftables or none.</param>
/// <param name="Remedy">Commands that open the port.</param>
public sealed record PacketVerdict(
    PacketFate Fate,
    ClientSymptom Symptom,
    string Decider,
    string Manager,
    ImmutableArray<string> Remedy
)
{
    public bool IsShut => Fate is PacketFate.Drop or PacketFate.Reject or PacketFate.Divert;
}

/// <summary>A ban of the client's address.</summary>
/// <param name="By">fail2ban, sshguard, crowdsec.</param>
/// <param name="Where">The set, chain or jail that has it.</param>
/// <param name="Remedy">Commands that lift it.</param>
public sealed record BanVerdict(string By, string Where, ImmutableArray<string> Remedy);

/// <summary>An account as the host has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Groups">By name, the primary one first.</param>
/// <param name="Password">What its password field allows: <c>set</c>, <c>locked</c>, <c>none</c> …; empty where it is not known.</param>
/// <param name="Shell">Its path.</param>
/// <param name="ShellState"><c>good</c>, <c>missing</c>, <c>not_executable</c>, <c>wrong_kind</c>.</param>
/// <param name="Home">Its path.</param>
/// <param name="HomeState"><c>good</c>, <c>missing</c>, <c>wrong_kind</c>.</param>
/// <param name="Session">What sshd gives it: <c>shell</c>, <c>sftp</c>, <c>chroot</c> …</param>
public sealed record AccountState(
    string Name,
    ImmutableArray<string> Groups,
    string Password,
    string Shell,
    string ShellState,
    string Home,
    string HomeState,
    string Session
);

/// <summary>A line of a key file that has one of the client's keys.</summary>
/// <param name="Fingerprint">The key.</param>
/// <param name="Account">Whose file it is.</param>
/// <param name="Source"><c>/home/alice/.ssh/authorized_keys:2</c></param>
/// <param name="Exclusion">Why the line does not let it in; empty where it does.</param>
/// <param name="Command">The line's forced command; empty without one.</param>
public sealed record KeyMatch(
    string Fingerprint,
    string Account,
    string Source,
    string Exclusion,
    string Command
);

/// <summary>Where the client's keys stand.</summary>
/// <param name="Lines">Lines of the user's own files that have one of them.</param>
/// <param name="Elsewhere">Lines of other accounts' files.</param>
/// <param name="Broken">Lines of the user's files that sshd passes over: place and reason.</param>
/// <param name="Files">The user's files, as sshd is told to open them.</param>
/// <param name="Total">How many keys they hold.</param>
public sealed record KeyVerdict(
    ImmutableArray<KeyMatch> Lines,
    ImmutableArray<KeyMatch> Elsewhere,
    ImmutableArray<(string Source, string Reason)> Broken,
    ImmutableArray<string> Files,
    int Total
)
{
    /// <summary>Places of broken lines that hold one of the client's keys all the same: torn in two, or behind options that sshd does not take.</summary>
    public ImmutableArray<string> BrokenOwn { get; init; } = [];

    /// <summary>The line that lets the client in; null where none does.</summary>
    public KeyMatch? Admits => Lines.FirstOrDefault(line => line.Exclusion.Length == 0);
}

/// <summary>What sshd holds against a path on the way to a key file.</summary>
/// <param name="Path">The path.</param>
/// <param name="Why">In plain words: <c>is writable by everyone (0777)</c>.</param>
/// <param name="Seen">As <c>ls -l</c> shows it: <c>drwxrwxrwx alice:alice</c>.</param>
/// <param name="IsUnreadable">The user may not read it, whatever StrictModes says.</param>
public sealed record PathObjection(string Path, string Why, string Seen, bool IsUnreadable);

/// <summary>The paths to the user's key files as sshd judges them.</summary>
/// <param name="Objections">Empty: sshd takes them.</param>
/// <param name="Remedy">Commands that repair all of them.</param>
public sealed record PathsVerdict(
    ImmutableArray<PathObjection> Objections,
    ImmutableArray<string> Remedy
);

/// <summary>Connections that have not logged in yet.</summary>
/// <param name="Open">How many there are.</param>
/// <param name="Limit">MaxStartups, <c>start:rate:full</c>.</param>
/// <param name="Refused">The percentage of new ones that sshd refuses: 0 to 100.</param>
public sealed record StartupsLoad(int Open, string Limit, int Refused);
