namespace Fleet.Agent.Simulate.Debian;

/// <summary>What all simulated hosts have alike: Debian 12 as its installer leaves a small server, with three people on it.</summary>
internal static class CommonFiles
{
    /// <summary>sshd's process.</summary>
    public const int Listener = 601;

    public const int Program = 0b111_101_101;
    public const int Secret = 0b110_100_000;
    public const int OwnerOnly = 0b110_000_000;
    public const int Closed = 0b111_000_000;
    private const uint Shadow = 42;
    private const string Group = "/sys/fs/cgroup/system.slice/ssh.service";

    /// <summary>Who may log in: name and user id, which is the group's too.</summary>
    public static readonly (string Name, uint Id)[] People =
    [
        ("alice", 1000),
        ("bob", 1001),
        ("deploy", 1002),
    ];

    public static SimulatedTree Tree { get; } = Kernel(Pam(Accounts(System(SimulatedTree.Empty))));

    private static SimulatedTree System(SimulatedTree tree) =>
        tree.File("/usr/sbin/sshd", "\u007fELF libwrap.so.0 libpam.so.0 libcrypto.so.3", Program)
            .File("/usr/bin/ssh", "\u007fELF", Program)
            .File(
                "/etc/os-release",
                "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nVERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n"
            )
            .File("/etc/ssh/ssh_config", "Host *\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n")
            .Directory("/etc/ssh/ssh_config.d")
            .Directory("/etc/ssh/sshd_config.d")
            .File("/etc/hosts.allow", "# /etc/hosts.allow: nothing but comments\n")
            .File("/etc/hosts.deny", "# /etc/hosts.deny: nothing but comments\n")
            .File("/etc/resolv.conf", "search sim.invalid\nnameserver 198.19.255.253\n")
            .File(
                "/etc/nsswitch.conf",
                "passwd:         files systemd\ngroup:          files systemd\nshadow:         files\nhosts:          files dns\n"
            )
            .File("/etc/adjtime", "0.0 0 0.0\n0\nUTC\n")
            .File("/etc/timezone", "Etc/UTC\n")
            .Directory("/var/log/journal")
            .Directory("/tmp", 0b001_111_111_111)
            .Directory("/var/tmp", 0b001_111_111_111)
            .Directory("/root", Closed)
            .Directory("/etc/systemd/system/multi-user.target.wants");

    private static SimulatedTree Accounts(SimulatedTree tree)
    {
        const string nologin = "/usr/sbin/nologin";
        tree = tree.File(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/bash\n"
                    + $"daemon:x:1:1:daemon:/usr/sbin:{nologin}\n"
                    + $"www-data:x:33:33:www-data:/var/www:{nologin}\n"
                    + $"sshd:x:100:65534::/run/sshd:{nologin}\n"
                    + string.Concat(
                        People.Select(p => $"{p.Name}:x:{p.Id}:{p.Id}::/home/{p.Name}:/bin/bash\n")
                    )
            )
            .File(
                "/etc/group",
                "root:x:0:\ndaemon:x:1:\nsudo:x:27:alice\nwww-data:x:33:\nshadow:x:42:\nusers:x:100:\nnogroup:x:65534:\n"
                    + string.Concat(People.Select(p => $"{p.Name}:x:{p.Id}:\n"))
            )
            .File(
                "/etc/shadow",
                "root:*:20400:0:99999:7:::\ndaemon:*:20400:0:99999:7:::\nwww-data:*:20400:0:99999:7:::\nsshd:!:20400::::::\n"
                    + string.Concat(
                        People.Select(p =>
                            $"{p.Name}:$y$j9T$simulated.simulated.sim$simulatedsimulated:20400:0:99999:7:::\n"
                        )
                    ),
                Secret,
                gid: Shadow
            )
            .File("/etc/login.defs", "UID_MIN\t\t\t 1000\nUID_MAX\t\t\t60000\n")
            .File("/etc/shells", "# /etc/shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n")
            .File("/bin/bash", "", Program)
            .File("/bin/sh", "", Program)
            .File(nologin, "", Program)
            .Directory("/var/www");
        foreach (var (name, id) in People)
        {
            tree = tree.Directory($"/home/{name}", Closed, id, id)
                .Directory($"/home/{name}/.ssh", Closed, id, id)
                .File(
                    $"/home/{name}/.ssh/authorized_keys",
                    $"{SimulatedKeys.Ed25519($"of {name}")} {name}@work\n",
                    OwnerOnly,
                    id,
                    id
                );
        }

        return tree;
    }

    private static SimulatedTree Pam(SimulatedTree tree)
    {
        string[] modules =
        [
            "access",
            "cap",
            "deny",
            "env",
            "keyinit",
            "limits",
            "loginuid",
            "mail",
            "motd",
            "nologin",
            "permit",
            "selinux",
            "systemd",
            "unix",
        ];
        tree = modules.Aggregate(
            tree,
            (files, module) => files.File($"/usr/lib/x86_64-linux-gnu/security/pam_{module}.so", "")
        );
        return tree.File("/etc/security/access.conf", "# nothing but comments\n")
            .File("/etc/security/limits.conf", "# nothing but comments\n")
            .Directory("/etc/security/limits.d")
            .File(
                "/etc/pam.d/sshd",
                "@include common-auth\naccount required pam_nologin.so\n@include common-account\n"
                    + "session [success=ok ignore=ignore module_unknown=ignore default=bad] pam_selinux.so close\n"
                    + "session required pam_loginuid.so\nsession optional pam_keyinit.so force revoke\n@include common-session\n"
                    + "session optional pam_motd.so noupdate\nsession optional pam_mail.so standard noenv\nsession required pam_limits.so\n"
                    + "session required pam_env.so\n@include common-password\n"
            )
            .File(
                "/etc/pam.d/common-auth",
                "auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\nauth required pam_permit.so\nauth optional pam_cap.so\n"
            )
            .File(
                "/etc/pam.d/common-account",
                "account [success=1 new_authtok_reqd=done default=ignore] pam_unix.so\naccount requisite pam_deny.so\naccount required pam_permit.so\n"
            )
            .File(
                "/etc/pam.d/common-session",
                "session [default=1] pam_permit.so\nsession requisite pam_deny.so\nsession required pam_permit.so\nsession required pam_unix.so\nsession optional pam_systemd.so\n"
            )
            .File(
                "/etc/pam.d/common-password",
                "password [success=1 default=ignore] pam_unix.so obscure yescrypt\npassword requisite pam_deny.so\npassword required pam_permit.so\n"
            );
    }

    private static SimulatedTree Kernel(SimulatedTree tree) =>
        tree.Directory("/proc/self")
            .File(
                "/proc/1/mounts",
                "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\nudev /dev devtmpfs rw,nosuid,relatime 0 0\ntmpfs /run tmpfs rw,nosuid,nodev,noexec,relatime 0 0\n/dev/vda1 / ext4 rw,relatime,errors=remount-ro 0 0\n"
            )
            .File(
                "/proc/meminfo",
                "MemTotal:        4028544 kB\nMemFree:         1500000 kB\nMemAvailable:    2500000 kB\nSwapTotal:       1000000 kB\nSwapFree:        1000000 kB\n"
            )
            .File(
                "/proc/pressure/memory",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n"
            )
            .File("/proc/vmstat", "nr_free_pages 375000\noom_kill 0\n")
            .File("/proc/sys/vm/overcommit_memory", "0\n")
            .File("/proc/sys/kernel/pid_max", "4194304\n")
            .File("/proc/sys/kernel/threads-max", "31247\n")
            .File("/proc/loadavg", "0.20 0.18 0.12 1/145 11206\n")
            .File($"/proc/{Listener}/cgroup", "0::/system.slice/ssh.service\n")
            .File($"/proc/{Listener}/attr/apparmor/current", "unconfined\n")
            .File(
                $"/proc/{Listener}/maps",
                "55d000000000-55d000001000 r--p 00000000 fe:01 7 /usr/sbin/sshd\n"
            )
            .File(Group + "/pids.max", "4686\n")
            .File(Group + "/pids.current", "1\n")
            .File(Group + "/pids.events", "max 0\n")
            .File(
                "/sys/kernel/security/apparmor/profiles",
                "/usr/bin/man (enforce)\nlsb_release (enforce)\n"
            )
            .File("/sys/class/net/eth0/mtu", "1500\n")
            .File("/proc/sys/net/ipv4/tcp_mtu_probing", "0\n")
            .File("/proc/sys/net/ipv4/ip_forward", "0\n")
            .File("/proc/sys/net/ipv4/ip_nonlocal_bind", "0\n")
            .File("/proc/sys/net/netfilter/nf_conntrack_max", "65536\n")
            .File("/proc/sys/net/netfilter/nf_conntrack_count", "70\n")
            .File(
                "/proc/net/stat/nf_conntrack",
                "entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n"
                    + "00000046  00000000 00000000 00000000 00000003 00000000 00000000 00000007 00000000 00000000 00000000 00000000 00000000  00000000 00000000 00000000 00000000\n"
            )
            .File(
                "/proc/net/netstat",
                "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 0 0\nIpExt: InNoRoutes\nIpExt: 0\n"
            )
            .File(
                "/proc/net/route",
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                    + "eth0\t00000000\tFEFF13C6\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
                    + "eth0\t000012C6\t00000000\t0001\t0\t0\t0\t0000FEFF\t0\t0\t0\n"
            )
            .File("/proc/net/if_inet6", "00000000000000000000000000000001 01 80 10 80       lo\n")
            .File("/proc/net/ipv6_route", "");
}
