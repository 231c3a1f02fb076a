using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;

namespace Fleet.Agent.Simulate.Debian;

/// <summary>What a simulated host answers beside its files: processes, sockets, commands, the network.</summary>
internal static class Replies
{
    private const string Gateway = "198.19.255.254";
    private const ulong Socket4 = 100;
    private const ulong Socket6 = 101;
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    public static ProcessStatus Sshd(DateTimeOffset started) =>
        new(
            CommonFiles.Listener,
            1,
            "sshd",
            0,
            started,
            ["sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"],
            "/usr/sbin/sshd"
        );

    public static ImmutableArray<ProcessStatus> Processes(
        DateTimeOffset started,
        ImmutableArray<string> names
    ) =>
        [
            .. new[]
            {
                Sshd(started),
                new ProcessStatus(
                    310,
                    1,
                    "systemd-timesyn",
                    997,
                    started,
                    ["/lib/systemd/systemd-timesyncd"],
                    "/usr/lib/systemd/systemd-timesyncd"
                ),
            }.Where(process => names.Contains(process.Name)),
        ];

    public static TcpSockets Sockets(HostTraits host, DateTimeOffset started) =>
        new(
            Listening($"00000000:{host.Port:X4}", Socket4),
            Listening($"00000000000000000000000000000000:{host.Port:X4}", Socket6),
            ImmutableDictionary<ulong, ImmutableArray<ProcessStatus>>
                .Empty.Add(Socket4, [Sshd(started)])
                .Add(Socket6, [Sshd(started)]),
            HoldersComplete: true
        );

    public static ImmutableArray<TcpMeasure> Measured(HostTraits host, MeasureTcp asked) =>
        asked.Ports.Contains(host.Port)
            ?
            [
                new TcpMeasure(
                    new IPEndPoint(IPAddress.Any, host.Port),
                    new IPEndPoint(IPAddress.Any, 0),
                    IsListening: true,
                    0,
                    128,
                    null
                ),
            ]
            : [];

    /// <summary>What a client sees of this host's sshd.</summary>
    public static SshProbeResult Look(HostTraits host) =>
        new()
        {
            Connect = ConnectOutcome.Connected,
            ConnectTook = OneMillisecond,
            Identification = new SshIdentification(
                SshdSays.Banner(host),
                "2.0",
                "OpenSSH_9.2p1",
                SshdSays.Banner(host).Split(' ')[1],
                []
            ),
            Offer = new KexInit
            {
                Kex = [.. SshdSays.Kex.Split(','), "kex-strict-s-v00@openssh.com"],
                HostKeys = ["rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256", "ssh-ed25519"],
                CiphersToServer = [.. SshdSays.CiphersOf(host).Split(',')],
                CiphersToClient = [.. SshdSays.CiphersOf(host).Split(',')],
                MacsToServer = [.. SshdSays.Macs.Split(',')],
                MacsToClient = [.. SshdSays.Macs.Split(',')],
                CompressionToServer = ["none", "zlib@openssh.com"],
                CompressionToClient = ["none", "zlib@openssh.com"],
            },
        };

    public static LookUpAnswer Named(HostTraits host, string name) =>
        name == host.Name || name == host.Name + ".sim.invalid"
            ? new LookUpAnswer(LookUpOutcome.Found, [host.Address], OneMillisecond)
        : name == host.Address
            ? new LookUpAnswer(LookUpOutcome.Found, [host.Name + ".sim.invalid"], OneMillisecond)
        : new LookUpAnswer(LookUpOutcome.NotFound, [], OneMillisecond);

    public static ImmutableArray<HostAddress> Addresses(HostTraits host) =>
        [
            new("127.0.0.1", 8, "lo", HostAddressState.Usable),
            new(host.Address, 15, "eth0", HostAddressState.Usable),
        ];

    public static ImmutableArray<Neighbour> Neighbours { get; } =
    [new(Gateway, 2, NeighbourState.Reachable)];

    public static GatewayAnswer Answered { get; } = new(GatewayWord.Echo, OneMillisecond);

    /// <summary>A disk of 40 GiB, less than half full; and /run, in memory.</summary>
    public static SpaceStatus Space(string path) =>
        path == "/run" || path.StartsWith("/run/", StringComparison.Ordinal)
            ? new(400L << 20, 398L << 20, 398L << 20, 100_000, 99_000)
            : new(40L << 30, 24L << 30, 22L << 30, 2_600_000, 2_400_000);

    public static Reply<CommandOutput> Run(HostTraits host, RunCommand asked) =>
        asked.Command == HostCommand.SshdEffectiveConfig ? Printed(SshdSays.Effective(host))
        : asked.Command == HostCommand.SshdTest ? Printed("")
        : asked.Command == HostCommand.SshdVersion
            ? Reply.Ok(new CommandOutput(0, "", SshdSays.Version(host), Truncated: false))
        : asked.Command == HostCommand.SystemctlShow ? Printed(Units)
        : asked.Command == HostCommand.JournalSshd || asked.Command == HostCommand.JournalAudit
            ? Printed("")
        : asked.Command == HostCommand.NftRuleset ? Printed(Ruleset(host))
        : asked.Command == HostCommand.NftSets ? Printed("")
        : Reply.Absent<CommandOutput>(
            $"{asked.Command.Name}: not found at {string.Join(" or ", asked.Command.Paths)}"
        );

    private const string Units = """
        Id=ssh.service
        LoadState=loaded
        ActiveState=active
        SubState=running
        Result=success
        UnitFileState=enabled
        MainPID=601
        ExecMainStatus=0
        ExecMainCode=0
        StateChangeTimestampMonotonic=0

        Id=ssh.socket
        LoadState=loaded
        ActiveState=inactive
        SubState=dead
        Result=success
        UnitFileState=disabled
        StateChangeTimestampMonotonic=0
        Listen=[::]:22 (Stream)
        Accept=no

        Id=sshd.socket
        LoadState=not-found
        ActiveState=inactive
        SubState=dead
        StateChangeTimestampMonotonic=0

        """;

    private static string Ruleset(HostTraits host) =>
        $$"""
            table inet filter { # handle 1
            	chain input { # handle 1
            		type filter hook input priority filter; policy drop;
            		ct state established,related accept # handle 4
            		iif "lo" accept # handle 5
            		meta l4proto { icmp, ipv6-icmp } accept # handle 6
            		tcp dport {{host.Port}} accept # handle 7
            	}

            	chain output { # handle 2
            		type filter hook output priority filter; policy accept;
            	}
            }

            """;

    private static Reply<CommandOutput> Printed(string text) =>
        Reply.Ok(new CommandOutput(0, text, "", Truncated: false));

    private static string Listening(string local, ulong inode) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: {local} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 {inode} 1 0000000000000000 100 0 0 10 0\n"
        );
}
