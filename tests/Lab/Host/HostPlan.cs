using System.Net;

namespace Fleet.Lab;

/// <summary>
/// What a host shall be, said before it starts: <c>h => h.User("alice").AuthorizedKey("alice", key.PublicLine).Sshd("PermitRootLogin no")</c>.
/// Files are written in the order of the calls, before the host boots; without a call it is a plain Debian with systemd, journald, logind and sshd.
/// </summary>
public sealed partial class HostPlan
{
    private readonly List<Action<HostRoot>> writes = [];
    private readonly List<string[]> commands = [];
    private readonly List<string> binds = [];
    private readonly List<LabNetwork> networks = [];
    private readonly HashSet<string> programs = [];
    private readonly HashSet<string> units = ["ssh.service"];

    internal bool HasSystemd { get; private set; } = true;

    internal bool HasRsyslog => units.Contains("rsyslog.service");

    internal bool HasSshd => units.Contains("ssh.service");

    internal string? Ruleset { get; private set; }

    internal IPAddress? FixedAddress { get; private set; }

    internal IReadOnlyCollection<string> Units => units;

    internal IReadOnlyList<string> Binds => binds;

    internal IReadOnlyList<LabNetwork> Networks => networks;

    internal IReadOnlyList<string[]> Commands => commands;

    /// <summary>No systemd, journald or logind: an init of a few lines starts sshd (and rsyslogd with <see cref="Rsyslog"/>), as a container does.</summary>
    public HostPlan NoSystemd()
    {
        HasSystemd = false;
        return this;
    }

    /// <summary>rsyslogd as Debian configures it, so that <c>/var/log/auth.log</c> is written. See <see cref="Lab.WhyNoRsyslog"/>.</summary>
    public HostPlan Rsyslog() => Unit("rsyslog.service");

    /// <summary>Starts one more systemd unit at boot, after <c>basic.target</c>.</summary>
    public HostPlan Unit(string unit)
    {
        units.Add(unit);
        return this;
    }

    /// <summary>A host on which a command was never installed; with <c>"sshd"</c> also without its units.</summary>
    public HostPlan Without(string command)
    {
        if (command == "sshd")
        {
            units.Remove("ssh.service");
            Delete("/lib/systemd/system/ssh.service").Delete("/lib/systemd/system/ssh.socket");
            Delete("/etc/systemd/system/sshd.service")
                .Delete("/etc/systemd/system/multi-user.target.wants/ssh.service");
        }
        return Delete($"/usr/sbin/{command}")
            .Delete($"/usr/bin/{command}")
            .Delete($"/usr/local/bin/{command}");
    }

    /// <summary>Joins a network: the first call gives <c>eth0</c> and the default route, the next <c>eth1</c>, … Without a call, the lab's own network.</summary>
    public HostPlan Network(LabNetwork network)
    {
        networks.Add(network);
        return this;
    }

    /// <summary>The IPv4 address of <c>eth0</c>, in place of the next free one (those end in .10 and up).</summary>
    public HostPlan Address(string address)
    {
        FixedAddress = IPAddress.Parse(address);
        return this;
    }

    /// <summary>Loads an nftables ruleset before the host boots, and leaves it as <c>/etc/nftables.conf</c>.</summary>
    public HostPlan Nft(string ruleset)
    {
        Ruleset = ruleset;
        return File("/etc/nftables.conf", ruleset, "0755");
    }

    /// <summary>Runs a command in the host once it is up, before <see cref="Lab.StartHost"/> returns; a failure of it is a failure of the start.</summary>
    public HostPlan Run(params string[] argv)
    {
        commands.Add(argv);
        return this;
    }

    /// <summary>Shows a folder of the machine (a published program) in the host, read-only.</summary>
    public HostPlan BindReadOnly(string machinePath, string hostPath)
    {
        binds.Add($"--bind-ro={Path.GetFullPath(machinePath)}:{hostPath}");
        return this;
    }

    /// <summary>One sentence on what contradicts itself in the plan, or null.</summary>
    internal string? WhyNot()
    {
        if (HasRsyslog && Lab.WhyNoRsyslog() is { } reason)
        {
            return reason;
        }
        if (programs.Select(Lab.WhyNoProgram).FirstOrDefault(why => why is not null) is { } missing)
        {
            return missing;
        }
        var others = units.Except(["ssh.service", "rsyslog.service"]).ToArray();
        return HasSystemd || others is []
            ? null
            : $"without systemd nothing starts {string.Join(", ", others)}: leave out NoSystemd() or Unit()";
    }

    internal void WriteTo(HostRoot root) => writes.ForEach(write => write(root));

    private HostPlan Program(string name)
    {
        programs.Add(name);
        return this;
    }

    private HostPlan Step(Action<HostRoot> write)
    {
        writes.Add(write);
        return this;
    }
}
