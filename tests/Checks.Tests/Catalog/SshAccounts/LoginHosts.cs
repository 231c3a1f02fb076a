using Fleet.Checks.Host;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAccounts;

/// <summary>Hosts with accounts as installers leave them: alice with a key and a password, the distribution's own accounts beside her.</summary>
internal static class LoginHosts
{
    public const int Program = 0b111_101_101;
    public const int Secret = 0b110_100_000;
    public const string Hash = "$y$j9T$abcdefghijklmnop$qrstuvwxyzABCDEF";

    public static FakeHost Debian() =>
        SshHosts
            .Debian()
            .With(PathsHost.Debian, "/usr/sbin/nologin")
            .File("/etc/nsswitch.conf", "passwd:         files systemd\ngroup: files systemd\n")
            .PamDebian();

    public static FakeHost Ubuntu() =>
        SshHosts
            .Ubuntu()
            .With(PathsHost.Ubuntu, "/usr/sbin/nologin")
            .File("/etc/nsswitch.conf", "passwd:         files systemd\ngroup: files systemd\n")
            .PamDebian();

    public static FakeHost RedHat() =>
        SshHosts
            .RedHat()
            .Command(
                HostCommand.SshdEffectiveConfig,
                SshHosts.PrintedBy(SshHosts.Debian12T, "authorizedkeysfile .ssh/authorized_keys")
            )
            .With(PathsHost.Rhel, "/sbin/nologin")
            .File("/etc/nsswitch.conf", "passwd:     files sss systemd\ngroup: files sss systemd\n")
            .PamRedHat();

    /// <summary>The line of one account in shadow(5).</summary>
    public static FakeHost Shadow(this FakeHost host, string alice) =>
        host.File(
            "/etc/shadow",
            $"root:*:19700:0:99999:7:::\ndaemon:*:19700:0:99999:7:::\n{alice}\nbob:!:19700:0:99999:7:::\n",
            Secret
        );

    public static FakeHost Sshd(this FakeHost host, params string[] printed) =>
        host.Command(
                HostCommand.SshdEffectiveConfig,
                SshHosts.PrintedBy(SshHosts.Debian12T, printed)
            )
            .File(
                SshHosts.Main,
                SshHosts.DebianConfig.Replace("UsePAM yes\n", "", StringComparison.Ordinal)
                    + "\n"
                    + string.Join('\n', printed)
                    + "\n"
            );

    public static FakeHost AliceShell(this FakeHost host, string shell) =>
        host.File(
            "/etc/passwd",
            $"root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nalice:x:1000:1000:Alice:/home/alice:{shell}\n"
        );

    private static FakeHost With(this FakeHost host, Func<FakeHost> accounts, string nologin)
    {
        // The same accounts as the hosts of ssh.paths have.
        var other = accounts();
        foreach (var path in (string[])["/etc/passwd", "/etc/group", "/etc/os-release"])
        {
            host.File(path, other.TextOf(path));
        }

        return host.Directory("/root", PathsHost.Closed)
            .Directory("/home/alice", PathsHost.Open, PathsHost.Alice, PathsHost.Alice)
            .Directory("/home/bob", PathsHost.Open, PathsHost.Bob, PathsHost.Bob)
            .Directory("/usr/games")
            .WithKey()
            .Shadow($"alice:{Hash}:20400:0:99999:7:::")
            .File("/etc/login.defs", "# comment\nUID_MIN\t\t\t 1000\nUID_MAX\t\t\t60000\n")
            .File("/etc/shells", "# /etc/shells\n/bin/sh\n/bin/bash\n/usr/bin/bash\n")
            .File("/bin/bash", "", Program)
            .File("/bin/sh", "", Program)
            .File(nologin, "", Program);
    }
}
