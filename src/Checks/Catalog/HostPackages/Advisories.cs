using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshCrypto;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>
/// The advisories that Fleet knows. Ranges are upstream's (openssh.com/security.html); fixed builds are those of DSA-5586, DSA-5724, DSA-5868 and Debian's changelog, USN-6242, 6560, 6859
/// and 7270, RHSA-2023:4412, 2023:4419, 2024:0606, 2024:1130, 2024:4312, 2024:4340, 2024:4389 and 2025:6993.
/// </summary>
internal static class Advisories
{
    public static readonly ImmutableArray<Advisory> All =
    [
        new(
            "CVE-2024-6387",
            PackageKeys.Ssh,
            new(8, 5, 1),
            new(9, 8, 1),
            "anybody who reaches sshd can become root by winning a race (regreSSHion)"
        )
        {
            Outcome = Outcome.Fail,
            Severity = Severity.Critical,
            Meanwhile =
                "LoginGraceTime 0 closes it, at the price of connections that may wait for ever",
            Fixed =
            [
                new("debian", "1:9.2p1-2+deb12u3"),
                new("ubuntu", "1:8.9p1-3ubuntu0.10"),
                new("ubuntu", "1:9.6p1-3ubuntu13.3"),
                new("rhel", "8.7p1-38.el9_4.1"),
                new("rhel", "8.7p1-30.el9_2.4"),
                new("rhel", "8.7p1-12.el9_0.1"),
            ],
        },
        new(
            "CVE-2023-48795",
            PackageKeys.Ssh,
            new(6, 2, 1),
            new(9, 6, 1),
            "whoever sits on the network path can remove messages from the start of a connection (Terrapin)"
        )
        {
            Outcome = Outcome.Warn,
            Severity = Severity.Medium,
            ProvedBy = ("ssh.crypto", OfferFacts.StrictKex, "yes"),
            Meanwhile = "Ciphers without chacha20-poly1305@openssh.com and without CBC close it",
            Fixed =
            [
                new("debian", "1:8.4p1-5+deb11u3"),
                new("debian", "1:9.2p1-2+deb12u2"),
                new("ubuntu", "1:8.2p1-4ubuntu0.10"),
                new("ubuntu", "1:8.9p1-3ubuntu0.5"),
                new("rhel", "8.0p1-19.el8_9.2"),
                new("rhel", "8.7p1-34.el9_3.3"),
            ],
        },
        new(
            "CVE-2023-38408",
            PackageKeys.Ssh,
            new(5, 5, 1),
            new(9, 3, 2),
            "a server to which somebody forwards an agent from this host can run code here"
        )
        {
            Outcome = Outcome.Warn,
            Severity = Severity.Medium,
            Meanwhile = "ForwardAgent no on this host's clients closes it",
            Fixed =
            [
                new("debian", "1:8.4p1-5+deb11u3"),
                new("debian", "1:9.2p1-2+deb12u1"),
                new("ubuntu", "1:8.2p1-4ubuntu0.8"),
                new("ubuntu", "1:8.9p1-3ubuntu0.3"),
                new("rhel", "8.0p1-19.el8_8"),
                new("rhel", "8.7p1-30.el9_2"),
            ],
        },
        new(
            "CVE-2025-26465",
            PackageKeys.Ssh,
            new(6, 8, 1),
            new(9, 9, 2),
            "a client on this host with VerifyHostKeyDNS can be led to a false server"
        )
        {
            Outcome = Outcome.Warn,
            Severity = Severity.Low,
            Meanwhile = "VerifyHostKeyDNS no, the default, closes it",
            Fixed =
            [
                new("debian", "1:8.4p1-5+deb11u4"),
                new("debian", "1:9.2p1-2+deb12u5"),
                new("ubuntu", "1:8.2p1-4ubuntu0.12"),
                new("ubuntu", "1:8.9p1-3ubuntu0.11"),
                new("ubuntu", "1:9.6p1-3ubuntu13.8"),
                new("rhel", "8.7p1-45.el9"),
            ],
        },
        new(
            "CVE-2025-26466",
            PackageKeys.Ssh,
            new(9, 5, 1),
            new(9, 9, 2),
            "anybody who reaches sshd can use up its memory and processor before a login"
        )
        {
            Outcome = Outcome.Warn,
            Severity = Severity.Medium,
            Meanwhile = "LoginGraceTime, MaxStartups and, from 9.8 on, PerSourcePenalties limit it",
            Fixed = [new("ubuntu", "1:9.6p1-3ubuntu13.8")],
        },
        new(
            "CVE-2024-3094",
            PackageKeys.Xz,
            new(5, 6, 0),
            new(5, 6, 2),
            "liblzma brings a back door into sshd: its maker can run code as root"
        )
        {
            Outcome = Outcome.Fail,
            Severity = Severity.Critical,
        },
    ];
}
