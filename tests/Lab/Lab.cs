using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
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
    private int hosts;

    private Lab(Keeper keeper, LabNetwork network) => (this.keeper, Network) = (keeper, network);

    /// <summary>The network that hosts join unless told otherwise.</summary>
    public LabNetwork Network { get; }

    /// <summary>The address at which hosts reach what <see cref="StartProcess"/> and <see cref="RunAsync"/> run.</summary>
    public IPAddress Gateway => Network.Gateway;

    /// <summary>The lab's folder on the machine, for its keys and logs; gone with the lab.</summary>
    public string Folder => keeper.Folder.Path;

    /// <summary>Null when the lab may run here, or one sentence that says what is missing.</summary>
    public static string? WhyNot() => Prerequisites.WhyNot(Libc.IsRoot, File.Exists);

    /// <summary>Null when hosts may have rsyslog here, or one sentence that says what is missing.</summary>
    public static string? WhyNoRsyslog() =>
        File.Exists("/usr/sbin/rsyslogd")
            ? null
            : "rsyslogd is not installed: apt-get install -y rsyslog";

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

    /// <summary>Starts a host and returns when it is up: units started, or failed as the plan has it.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, at most 40.</param>
    /// <exception cref="LabException">The name or the plan is not right, or the host did not come up.</exception>
    public async Task<LabHost> StartHost(
        string name,
        Action<HostPlan>? describe = null,
        CancellationToken cancel = default
    )
    {
        if (!HostName().IsMatch(name))
        {
            throw new LabException(
                $"'{name}' is no host name: lower-case letters, digits and hyphens, at most 40"
            );
        }
        var started = Stopwatch.GetTimestamp();
        var plan = new HostPlan();
        describe?.Invoke(plan);
        var cards = Cards(plan);
        names.Claim(name);
        var room = new HostRoom(keeper, name);
        try
        {
            await room.MakeAsync(Interlocked.Increment(ref hosts), cards, plan, cancel);
            names.Add(name, cards[0].V4, cards[0].V6);
            names.WriteTo(room.Root);
            var container = await Container.StartAsync(keeper, name, room.Inside, plan, cancel);
            var host = new LabHost(
                this,
                room,
                plan,
                container,
                cards[0],
                Stopwatch.GetElapsedTime(started)
            );
            names.Publish(host);
            await FinishAsync(host, plan);
            return host;
        }
        catch
        {
            names.Forget(name);
            await room.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host that only goes out: a real ssh, no systemd, no sshd.</summary>
    public Task<LabHost> StartClient(
        string name,
        Action<HostPlan>? describe = null,
        CancellationToken cancel = default
    ) => StartHost(name, plan => describe?.Invoke(plan.NoSystemd().Without("sshd")), cancel);

    /// <summary>Makes one more name known on every host, present and future, beside the hosts' own.</summary>
    public void AddName(string name, IPAddress address) => names.Add(name, address);

    /// <summary>Makes a key pair without a passphrase (ssh-keygen(1)).</summary>
    public Task<SshKeyPair> NewKey(
        string name = "id_ed25519",
        string type = "ed25519",
        int? bits = null,
        CancellationToken cancel = default
    ) => SshKeyPair.GenerateAsync(Folder, name, type, bits, cancel);

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

    internal async Task<Container> StartAgainAsync(HostRoom room, HostPlan plan) =>
        await Container.StartAsync(keeper, room.Name, room.Inside, plan, CancellationToken.None);

    internal async Task RemoveAsync(LabHost host, HostRoom room)
    {
        names.Forget(host.Name);
        await room.DisposeAsync();
    }

    private static async Task FinishAsync(LabHost host, HostPlan plan)
    {
        try
        {
            foreach (var command in plan.Commands)
            {
                await host.DoAsync(command);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private List<Card> Cards(HostPlan plan)
    {
        var cards = new List<Card>();
        foreach (var network in plan.Networks.DefaultIfEmpty(Network))
        {
            var (v4, v6) = network.NextAddresses();
            cards.Add(
                new Card(
                    $"eth{cards.Count}",
                    network,
                    cards.Count == 0 ? plan.FixedAddress ?? v4 : v4,
                    v6
                )
            );
        }
        return cards;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();
}
