using Fleet.Checks.Host;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Sshd;

/// <summary>Hosts as distributions ship them, in memory: files, units, processes and what their commands print.</summary>
internal static partial class SshHosts
{
    public const string Main = "/etc/ssh/sshd_config";
    public const int Listener = 601;
    private const string Properties =
        "Id,LoadState,ActiveState,SubState,Result,UnitFileState,MainPID,ExecMainStatus,ExecMainCode,StateChangeTimestampMonotonic,NRestarts,Listen,Triggers,TriggeredBy,Accept";

    public static readonly DateTimeOffset Started = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>sshd_config of Debian 12 without its comments.</summary>
    public const string DebianConfig = """
        Include /etc/ssh/sshd_config.d/*.conf
        KbdInteractiveAuthentication no
        UsePAM yes
        X11Forwarding yes
        PrintMotd no
        AcceptEnv LANG LC_*
        Subsystem	sftp	/usr/lib/openssh/sftp-server
        """;

    /// <summary>Debian 12: ssh.service runs, ssh.socket is disabled.</summary>
    public static FakeHost Debian() =>
        new FakeHost()
            .SshdInstalled()
            .File(Main, DebianConfig, modified: Started.AddDays(-9))
            .Directory("/etc/ssh/sshd_config.d")
            .Directory("/proc/self")
            .File("/run/sshd.pid", $"{Listener}\n", modified: Started)
            .Command(
                HostCommand.SshdVersion,
                "",
                error: "OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17 1 Jul 2025\n"
            )
            .Command(HostCommand.SshdTest, "")
            .Command(HostCommand.SshdEffectiveConfig, PrintedBy(Debian12T))
            .Units(
                Unit("ssh.service", "active", "enabled", Listener),
                Unit("ssh.socket", "inactive", "disabled")
            )
            .Process(Daemon())
            .Sockets(
                Tcp("00000000:0016", 100),
                Tcp6("00000000000000000000000000000000:0016", 101),
                true,
                (100, Daemon()),
                (101, Daemon())
            );

    /// <summary>Ubuntu 24.04: systemd holds one dual-stack socket; nobody has connected yet, so no sshd runs.</summary>
    public static FakeHost Ubuntu() =>
        Debian()
            .Command(
                HostCommand.SshdVersion,
                "",
                error: "OpenSSH_9.6p1 Ubuntu-3ubuntu13.14, OpenSSL 3.0.13 30 Jan 2024\n"
            )
            .Units(
                Unit("ssh.service", "inactive", "disabled"),
                Unit(
                    "ssh.socket",
                    "active",
                    "enabled",
                    listen: "0.0.0.0:22 (Stream)\nListen=[::]:22 (Stream)"
                )
            )
            .NoProcesses()
            .Gone("/run/sshd.pid")
            .Sockets(
                "",
                Tcp6("00000000000000000000000000000000:0016", 101),
                true,
                (101, Systemd())
            );

    /// <summary>RHEL 9: sshd.service, and a drop-in that includes the crypto policy.</summary>
    public static FakeHost RedHat() =>
        Debian()
            .File(
                Main,
                """
                # To modify the system-wide sshd configuration, create a  *.conf  file under
                #  /etc/ssh/sshd_config.d/  which will be automatically included below
                Include /etc/ssh/sshd_config.d/*.conf
                AuthorizedKeysFile	.ssh/authorized_keys
                Subsystem	sftp	/usr/libexec/openssh/sftp-server
                """,
                modified: Started.AddDays(-9)
            )
            .File(
                "/etc/ssh/sshd_config.d/50-redhat.conf",
                """
                # This system is following system-wide crypto policy. The changes to
                # crypto properties (Ciphers, MACs, ...) will not have any effect in
                # this or following included files. To override some configuration option,
                # write it before this block or include it before this file.
                # Please, see manual pages for update-crypto-policies(8) and sshd_config(5).
                Include /etc/crypto-policies/back-ends/opensshserver.config

                SyslogFacility AUTHPRIV

                ChallengeResponseAuthentication no

                GSSAPIAuthentication yes
                GSSAPICleanupCredentials no

                UsePAM yes

                X11Forwarding yes

                # It is recommended to use pam_motd in /etc/pam.d/sshd instead of PrintMotd,
                # as it is more configurable and versatile than the built-in version.
                PrintMotd no
                """,
                mode: 0b110_000_000,
                modified: Started.AddDays(-9)
            )
            .File(
                "/etc/crypto-policies/back-ends/opensshserver.config",
                "Ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes128-gcm@openssh.com,aes128-ctr\nRequiredRSASize 2048\n",
                modified: Started.AddDays(-9)
            )
            .Command(
                HostCommand.SshdVersion,
                "",
                exitCode: 1,
                error: "unknown option -- V\nOpenSSH_8.7p1, OpenSSL 3.0.7 1 Nov 2022\nusage: sshd [-46DdeiqTt]\n"
            )
            .Units(Unit("sshd.service", "active", "enabled", Listener));

    /// <summary>The listening daemon.</summary>
    public static ProcessStatus Daemon(int pid = Listener) =>
        new(
            pid,
            1,
            "sshd",
            0,
            Started,
            ["sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"],
            "/usr/sbin/sshd"
        );

    /// <summary>A session's process, which may hold listeners of its own.</summary>
    public static ProcessStatus Session() =>
        new(900, Listener, "sshd", 1000, Started, ["sshd: alice@pts/0"], "/usr/sbin/sshd");

    public static ProcessStatus Other(string name) =>
        new(700, 1, name, 0, Started, [name], "/usr/sbin/" + name);

    public static ProcessStatus Systemd() =>
        new(1, 0, "systemd", 0, Started, ["/sbin/init"], "/usr/lib/systemd/systemd");

    public static FakeHost Units(this FakeHost host, params string[] units) =>
        host.Command(
            HostCommand.SystemctlShow,
            string.Join('\n', units),
            arguments: [Properties, "ssh.service", "sshd.service", "ssh.socket", "sshd.socket"]
        );

    public static FakeHost WithoutSystemd(this FakeHost host) =>
        host.Command(
            HostCommand.SystemctlShow,
            "",
            exitCode: 1,
            error: "System has not been booted with systemd as init system (PID 1). Can't operate.\n",
            arguments: [Properties, "ssh.service", "sshd.service", "ssh.socket", "sshd.socket"]
        );

    public static string Unit(
        string name,
        string active,
        string enabled,
        int pid = 0,
        string result = "success",
        string listen = ""
    ) =>
        $"""
            Id={name}
            LoadState=loaded
            ActiveState={active}
            SubState=running
            Result={result}
            UnitFileState={enabled}
            MainPID={pid}
            StateChangeTimestampMonotonic=0
            Listen={listen}

            """;

    public static string Tcp(params (string Local, ulong Inode)[] sockets) =>
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        + string.Join(
            '\n',
            sockets.Select(
                (s, i) =>
                    $"   {i}: {s.Local} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 {s.Inode} 1 0000000000000000 100 0 0 10 0"
            )
        );

    public static string Tcp(string local, ulong inode) => Tcp([(local, inode)]);

    public static string Tcp6(string local, ulong inode) => Tcp([(local, inode)]);

    /// <summary>What sshd -T prints, with other values for some keywords.</summary>
    public static string PrintedBy(string text, params string[] changed)
    {
        var words = changed.Select(line => line.Split(' ')[0]).ToHashSet();
        return string.Join(
                '\n',
                text.Split('\n').Where(line => !words.Contains(line.Split(' ')[0])).Concat(changed)
            ) + "\n";
    }
}
