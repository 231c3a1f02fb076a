using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Tests.Parsing.Pasted;

public sealed class PastedTextTests
{
    private const string Ss = """
        Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
        tcp   LISTEN 0      128          0.0.0.0:22         0.0.0.0:*     users:(("sshd",pid=811,fd=3),("systemd",pid=1,fd=50))
        tcp   LISTEN 0      4096   127.0.0.53%lo:53         0.0.0.0:*
        """;

    private const string Netstat = """
        Active Internet connections (only servers)
        Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
        tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      811/sshd: /usr/sbin
        tcp6       0      0 :::22                   :::*                    LISTEN      -
        """;

    private const string Iptables = """
        Chain INPUT (policy DROP 12 packets, 720 bytes)
         pkts bytes target     prot opt in     out     source               destination
            4   240 ACCEPT     tcp  --  eth0   *       10.0.0.0/8           0.0.0.0/0            tcp dpt:22
            0     0            udp  --  *      *       0.0.0.0/0            0.0.0.0/0

        Chain f2b-sshd (1 references)
         pkts bytes target     prot opt in     out     source               destination
        """;

    private const string Stat = """
          File: /home/alice/.ssh
          Size: 4096      	Blocks: 8          IO Block: 4096   directory
        Device: 802h/2050d	Inode: 131099      Links: 2
        Access: (0775/drwxrwxr-x)  Uid: ( 1000/   alice)   Gid: ( 1000/   alice)
        Access: 2019-11-14 08:18:03.509681766 +0000
        """;

    private const string Ls = """
        /home/alice/.ssh:
        total 8
        -rw------- 1 alice alice  743 Mar  1 10:20 authorized_keys
        lrwxrwxrwx 1 alice alice   11 Mar  1 10:20 id -> /srv/id key
        """;

    private const string Units = """
          UNIT        LOAD   ACTIVE SUB     DESCRIPTION
        ● ssh.service loaded failed failed  OpenBSD Secure Shell server
          ssh.socket  loaded active listening OpenBSD Secure Shell server socket

        2 loaded units listed.
        """;

    private const string Odd = " \n:/()-%0aZ\t";

    private const string Zones = """
        public (default, active)
          target: default
          interfaces: eth0 eth1
          services: dhcpv6-client ssh
          rich rules:
        	rule family="ipv4" source address="192.0.2.1" drop
        """;

    public static TheoryData<string, Type> Outputs =>
        new()
        {
            { Ss, typeof(SocketListing) },
            { Netstat, typeof(NetstatListing) },
            { Iptables, typeof(ChainListing) },
            { Stat, typeof(StatListing) },
            { Ls, typeof(FileListing) },
            { Units, typeof(UnitListing) },
            { Zones, typeof(ZoneListing) },
            { "/dev/sda1 on / type ext4 (ro,relatime)\n", typeof(MountListing) },
            {
                "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda1 100 98 2 98% /\n",
                typeof(SpaceListing)
            },
            { "ii  openssh-server 1:9.2p1-2 amd64 secure shell\n", typeof(PackageListing) },
            { "  PID TTY TIME CMD\n  811 ? 00:00:01 sshd: alice [priv]\n", typeof(ProcessListing) },
            { "alice pts/0 2026-03-01 10:20 (10.0.0.5)\n", typeof(SessionListing) },
            { "alice pts/0 10.0.0.5 Fri May  1 15:25 - 16:00  (00:35)\n", typeof(LoginListing) },
            { "Profile: OpenSSH\nTitle: Secure shell\n\nPort:\n  22/tcp\n", typeof(AppListing) },
            {
                "SELinux status:                 enabled\nCurrent mode: enforcing\n",
                typeof(PolicyStatus)
            },
            { "[Socket]\nListenStream=\nListenStream=2222\n", typeof(UnitText) },
            {
                "# <file system> <mount point>\nUUID=7 /home ext4 ro,noatime 0 2\n",
                typeof(FileSystemTable)
            },
            { "net.ipv4.tcp_mtu_probing = 1\n", typeof(KernelSettings) },
            {
                "Destination Gateway Genmask Flags Metric Ref Use Iface\ndefault 10.0.0.1 0.0.0.0 UG 0 0 0 eth0\n",
                typeof(RouteListing)
            },
        };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void An_output_is_known_by_its_text(string text, Type expected) =>
        Assert.Equal(expected, PastedText.Recognise(text)?.GetType());

    [Theory]
    [InlineData("")]
    [InlineData("Permission denied (publickey).\n")]
    [InlineData("total 0\n")]
    [InlineData("Chain of events\n")]
    public void Other_text_is_no_output(string text) => Assert.Null(PastedText.Recognise(text));

    [Fact]
    public void A_listener_has_its_holders_and_its_device()
    {
        var sockets = SocketListing.Read(Ss)!.Sockets;

        Assert.True(sockets[0].IsListener);
        Assert.Equal(
            [new PastedHolder("sshd", 811), new PastedHolder("systemd", 1)],
            sockets[0].Holders
        );
        Assert.Equal(new PastedEnd("127.0.0.53", "53", "lo"), sockets[1].Local);
    }

    [Fact]
    public void A_program_that_may_not_be_seen_is_no_holder()
    {
        var sockets = NetstatListing.Read(Netstat)!.Sockets;

        Assert.Equal("sshd: /usr/sbin", Assert.Single(sockets[0].Holders).Name);
        Assert.Empty(sockets[1].Holders);
        Assert.Equal(new PastedEnd("::", "22"), sockets[1].Local);
    }

    [Fact]
    public void A_rule_without_a_target_keeps_its_columns()
    {
        var chains = ChainListing.Read(Iptables)!.Chains;

        Assert.Equal(["DROP", ""], chains.Select(chain => chain.Policy));
        Assert.Equal("tcp dpt:22", chains[0].Rules[0].Options);
        Assert.Equal(("", "udp"), (chains[0].Rules[1].Target, chains[0].Rules[1].Protocol));
    }

    [Fact]
    public void Modes_that_StrictModes_refuses_are_seen_in_stat_and_ls()
    {
        var folder = Assert.Single(StatListing.Read(Stat)!.Files);
        var files = FileListing.Read(Ls)!.Files;

        Assert.True(folder.IsWritableByOthers);
        Assert.Equal(("/home/alice/.ssh", "alice"), (folder.Path, folder.Owner));
        Assert.False(files[0].IsWritableByOthers);
        Assert.Equal("/home/alice/.ssh/authorized_keys", files[0].Path);
        Assert.Equal("/srv/id key", files[1].Target);
    }

    [Fact]
    public void A_failed_unit_is_named_without_its_dot()
    {
        var unit = UnitListing.Read(Units)!.Units[0];

        Assert.Equal(("ssh.service", "failed"), (unit.Name, unit.Active));
    }

    [Fact]
    public void A_zone_has_its_values_and_rich_rules()
    {
        var zone = Assert.Single(ZoneListing.Read(Zones)!.Zones);

        Assert.True(zone.IsActive);
        Assert.Equal(["eth0", "eth1"], zone.Of("interfaces"));
        Assert.StartsWith("rule family", Assert.Single(zone.RichRules));
    }

    [Fact]
    public void An_empty_setting_takes_those_before_it_back()
    {
        var unit = UnitText.Read(
            "[Socket]\nListenStream=22\n# moved\nListenStream=\nListenStream=2222 \\\n  \nAccept=no\n"
        )!;

        Assert.Equal(["2222"], unit.Of("Socket", "ListenStream"));
        Assert.Equal(["no"], unit.Of("Socket", "Accept"));
    }

    [Fact]
    public void No_cut_or_altered_text_makes_a_reader_throw()
    {
        var random = new Random(20260301);
        foreach (var row in Outputs)
        {
            var text = row.Data.Item1;
            for (var round = 0; round < 400; round++)
            {
                var altered = text.ToCharArray();
                for (var change = 0; change < 3; change++)
                {
                    altered[random.Next(altered.Length)] = Odd[random.Next(Odd.Length)];
                }

                PastedText.Recognise(new string(altered, 0, random.Next(altered.Length)));
            }
        }
    }
}
