using System.Net;
using Fleet.Lab.Machine;
using Fleet.Lab.Network;
using Fleet.Lab.Rooms;

namespace Fleet.Lab;

/// <summary>
/// Real hosts on one machine: systemd, journald, logind and sshd, or less, each with its own root folder, processes and network. Any number of
/// labs live side by side, also in several processes; each ends with its process, however that ends. Use it as
/// <c>await using var lab = await Lab.OpenAsync();</c> after <see cref="WhyNot"/> said nothing.
/// </summary>
public sealed partial class Lab : IAsyncDisposable
{
    private readonly Keeper keeper;
    private readonly HostNames names = new();

    private Lab(Keeper keeper, LabNetwork network) => (this.keeper, Network) = (keeper, network);

    /// <summary>The network that hosts join unless told otherwise.</summary>
    public LabNetwork Network { get; }

    /// <summary>The address at which hosts reach what <see cref="StartProcess"/> and <see cref="RunAsync"/> run.</summary>
    public IPAddress Gateway => Network.Gateway;

    /// <summary>The lab's folder on the machine, for its keys and logs; gone with the lab.</summary>
    public string Folder => keeper.Folder.Path;

    /// <summary>Null when the lab may run here, or one sentence that says what is missing.</summary>
    public static string? WhyNot() =>
        Prerequisites.WhyNot(Libc.IsRoot, File.ReadAllText("/proc/self/status"), File.Exists);

    /// <summary>Null when hosts may have rsyslog here, or one sentence that says what is missing.</summary>
    public static string? WhyNoRsyslog() =>
        File.Exists("/usr/sbin/rsyslogd")
            ? null
            : "rsyslogd is not installed: apt-get install -y rsyslog";

    /// <summary>Null when a host may run a program of the machine (ufw, fail2ban-server, firewall-cmd, sshguard, iptables-legacy), or one sentence that says what is missing.</summary>
    public static string? WhyNoProgram(string program) =>
        Prerequisites.WhyNoProgram(program, File.Exists);

    /// <summary>Null when <see cref="HostPlan.SshdClock"/> works here, or one sentence that says what is missing.</summary>
    public static string? WhyNoWrongClock() =>
        File.Exists(HostPlan.FakeTime)
            ? null
            : $"{HostPlan.FakeTime} is not there: apt-get install -y libfaketime";

    /// <summary>Opens a lab; first it removes what crashed labs left.</summary>
    /// <exception cref="LabException">The lab may not run here, or its namespaces could not be made.</exception>
    public static async Task<Lab> OpenAsync(
        string v4 = "10.77.0.0/24",
        string v6 = "fd77::/64",
        CancellationToken cancel = default
    )
    {
        if (WhyNot() is { } reason)
        {
            throw new LabException(reason);
        }
        var lab = new Lab(
            await Keeper.StartAsync(await LabFolder.ClaimAsync(cancel), cancel),
            new LabNetwork("lan", v4, v6)
        );
        try
        {
            await Cabling.AddBridgeAsync(lab.keeper, lab.Network, cancel);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more network, for routers, jump hosts and far clients.</summary>
    /// <param name="name">At most 15 bytes: it is the bridge's name.</param>
    public async Task<LabNetwork> AddNetwork(
        string name,
        string v4,
        string v6,
        CancellationToken cancel = default
    )
    {
        var network = new LabNetwork(name, v4, v6);
        await Cabling.AddBridgeAsync(keeper, network, cancel);
        return network;
    }

    /// <summary>Makes one more name known on every host, present and future, beside the hosts' own.</summary>
    public void AddName(string name, IPAddress address) => names.Add(name, address);

    /// <summary>Makes a key pair without a passphrase (ssh-keygen(1)).</summary>
    public Task<SshKeyPair> NewKey(
        string name = "id_ed25519",
        string type = "ed25519",
        int? bits = null,
        CancellationToken cancel = default
    ) => SshKeyPair.GenerateAsync(keeper, name, type, bits, cancel);

    /// <summary>Runs a command in the lab's network but in no host, with the machine's files: hosts see it at <see cref="Gateway"/>.</summary>
    public Task<CommandResult> RunAsync(params string[] argv) =>
        Command.RunAsync(keeper.Enter(argv));

    /// <summary>As <see cref="RunAsync"/>, for a process that goes on, a controller for example.</summary>
    public LabProcess StartProcess(
        IEnumerable<string> argv,
        IReadOnlyDictionary<string, string>? environment = null
    ) => LabProcess.Start(keeper.Enter(argv), environment);

    /// <summary>Ends every host that is still up, and the lab.</summary>
    public ValueTask DisposeAsync() => keeper.DisposeAsync();
}
