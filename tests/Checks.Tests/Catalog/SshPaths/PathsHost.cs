using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>Hosts with accounts on them, as distributions make them.</summary>
internal static class PathsHost
{
    public const uint Alice = 1000;
    public const uint Bob = 1001;
    public const int Closed = 0b111_000_000;
    public const int Open = 0b111_101_101;
    public const int Everybody = 0b111_111_111;
    public const string AliceKeys = "/home/alice/.ssh/authorized_keys";

    public static string KeyLine { get; } = $"ssh-ed25519 {AuthorizedKeysFileTests.Key} alice\n";

    public static FakeHost Debian() =>
        Accounts(
            new FakeHost()
                .SshdInstalled()
                .File(
                    "/etc/os-release",
                    "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"
                )
                .File(
                    "/etc/ssh/sshd_config",
                    "Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n"
                ),
            "/usr/sbin/nologin"
        );

    public static FakeHost Ubuntu() =>
        Accounts(
            new FakeHost()
                .SshdInstalled()
                .File("/etc/os-release", "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\n")
                .File(
                    "/etc/ssh/sshd_config",
                    "Include /etc/ssh/sshd_config.d/*.conf\nUsePAM yes\n"
                ),
            "/usr/sbin/nologin"
        );

    public static FakeHost Rhel() =>
        Accounts(
            new FakeHost()
                .SshdInstalled()
                .File("/etc/os-release", "ID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"9.4\"\n")
                .File(
                    "/etc/ssh/sshd_config",
                    "Include /etc/ssh/sshd_config.d/*.conf\nAuthorizedKeysFile .ssh/authorized_keys\n",
                    0b110_000_000
                ),
            "/sbin/nologin"
        );

    /// <summary>alice has a key and everything in order.</summary>
    public static FakeHost WithKey(this FakeHost host, string? text = null) =>
        host.Directory("/home/alice/.ssh", Closed, Alice, Alice)
            .File(AliceKeys, text ?? KeyLine, 0b110_000_000, Alice, Alice);

    public static Task<Judged> LookAsync(this FakeHost host) =>
        new Judged(host, new SshPathsCheck()).RunAsync();

    private static FakeHost Accounts(FakeHost host, string nologin) =>
        host.File(
                "/etc/passwd",
                $"""
                root:x:0:0:root:/root:/bin/bash
                daemon:x:1:1:daemon:/usr/sbin:{nologin}
                games:x:5:60:games:/usr/games:{nologin}
                alice:x:1000:1000:Alice:/home/alice:/bin/bash
                bob:x:1001:1001::/home/bob:/bin/sh
                """
            )
            .File(
                "/etc/group",
                """
                root:x:0:
                daemon:x:1:
                games:x:60:
                users:x:100:
                alice:x:1000:
                bob:x:1001:
                team:x:1500:alice,bob
                """
            )
            .Directory("/root", Closed)
            .Directory("/home/alice", Open, Alice, Alice)
            .Directory("/home/bob", Open, Bob, Bob)
            .Directory("/tmp", 0b001_111_111_111);
}
