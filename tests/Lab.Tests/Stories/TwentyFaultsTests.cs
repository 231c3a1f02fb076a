using System.Text.RegularExpressions;

namespace Fleet.Lab.Tests.Stories;

/// <summary>What <c>fleet-agent check</c> says of a host with twenty different faults, and of one with none.</summary>
public sealed partial class TwentyFaultsTests : LabTest
{
    [Fact]
    public async Task A_hardened_host_has_no_finding_at_all()
    {
        var key = await Lab.NewKey("alice");
        await using var web = await Lab.StartHost("web-12", h => Hardened(h, key, Open));

        var report = await LocalReport.OfAsync(web);

        Assert.Equal("", string.Join('\n', report.Complaints()));
    }

    [Fact]
    public async Task Twenty_planted_faults_are_named_and_nothing_else()
    {
        var keys = new Dictionary<string, SshKeyPair>(StringComparer.Ordinal);
        foreach (var name in (string[])["alice", "ann", "ben", "hal", "jan"])
        {
            keys[name] = await Lab.NewKey(name);
        }

        keys["lea"] = await Lab.NewKey("lea", "rsa", 1024);
        await using var web = await Lab.StartHost(
            "web-12",
            h => Hardened(Broken(h, keys), keys["alice"], Closed)
        );

        var complaints = (await LocalReport.OfAsync(web)).Complaints();

        Report(string.Join('\n', complaints));
        Assert.Equal(
            Expected,
            complaints
                .Select(line => Fingerprint().Replace(line.Split(": ")[0], "KEY"))
                .Order(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex(@"SHA256:\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Fingerprint();

    private static readonly string[] Expected =
    [
        "fail firewall.input/ssh_reachable tcp/22",
        "fail ssh.accounts/expired eve",
        "fail ssh.accounts/shell fay",
        "fail ssh.authorized_keys/expired hal KEY",
        "fail ssh.config/permit_empty_passwords ",
        "fail ssh.crypto/kex ",
        "fail ssh.host_keys/private_mode /etc/ssh/ssh_host_ecdsa_key",
        "fail ssh.limits/max_sessions ",
        "fail ssh.paths/readable ben",
        "fail ssh.paths/strict_modes ann",
        "fail ssh.trusted_ca/authorities /etc/ssh/none-such.pub",
        "warn ssh.accounts/home gus",
        "warn ssh.authorized_keys/shared KEY",
        "warn ssh.authorized_keys/weak lea KEY",
        "warn ssh.config/password_authentication ",
        "warn ssh.config/permit_root_login ",
        "warn ssh.crypto/cipher ",
        "warn ssh.crypto/mac ",
        "warn ssh.paths/broken_line /home/cat/.ssh/authorized_keys",
        "warn ssh.paths/writable_home dan",
    ];

    private const string Open = "tcp dport 22 accept";

    // Loopback and what is established still pass: the agent itself sees the daemon as before.
    private const string Closed = "tcp dport 2222 accept";

    private static HostPlan Hardened(HostPlan plan, SshKeyPair key, string ssh) =>
        plan.User("alice")
            .InGroup("alice", "ssh-users")
            .AuthorizedKey("alice", key.PublicLine)
            .Rsyslog()
            .Nft(
                $$"""
                table inet filter {
                    chain input {
                        type filter hook input priority filter; policy drop;
                        iif lo accept
                        ct state established,related accept
                        meta l4proto { icmp, ipv6-icmp } accept
                        {{ssh}}
                    }
                }

                """
            )
            .Sshd(
                "PermitRootLogin no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "AllowGroups ssh-users",
                "LoginGraceTime 30",
                "MaxAuthTries 4",
                "X11Forwarding no",
                "KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256",
                "Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes256-ctr",
                "MACs hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com",
                "HostKeyAlgorithms ssh-ed25519,rsa-sha2-512"
            );

    /// <summary>One fault a line, and none that hides another. What is said first of sshd wins.</summary>
    private static HostPlan Broken(HostPlan plan, Dictionary<string, SshKeyPair> keys)
    {
        string[] users =
        [
            "ann",
            "ben",
            "cat",
            "dan",
            "eve",
            "fay",
            "gus",
            "hal",
            "jan",
            "kim",
            "lea",
        ];
        foreach (var user in users)
        {
            plan.User(user, shell: user == "fay" ? "/bin/none-such" : "/bin/bash")
                .InGroup(user, "ssh-users");
        }

        return plan.AuthorizedKey("ann", keys["ann"].PublicLine)
            .Protect("/home/ann", "0777", "ann")
            .AuthorizedKey("ben", keys["ben"].PublicLine)
            .Protect("/home/ben/.ssh/authorized_keys", "0600")
            .AuthorizedKey("cat", "ssh-ed25519 AAAAC3Nz")
            .Protect("/home/dan", "0777", "dan")
            .Run("usermod", "--expiredate", "2020-01-01", "eve")
            .Delete("/home/gus")
            .AuthorizedKey("hal", $"expiry-time=\"20200101\" {keys["hal"].PublicLine}")
            .AuthorizedKey("jan", keys["jan"].PublicLine)
            .AuthorizedKey("kim", keys["jan"].PublicLine)
            .AuthorizedKey("lea", keys["lea"].PublicLine)
            .Protect("/etc/ssh/ssh_host_ecdsa_key", "0644")
            .Sshd(
                "PermitRootLogin yes",
                "PermitEmptyPasswords yes",
                "PasswordAuthentication yes",
                "MaxSessions 0",
                "Ciphers 3des-cbc,aes256-ctr",
                "MACs hmac-md5,hmac-sha2-256-etm@openssh.com",
                "KexAlgorithms diffie-hellman-group1-sha1,curve25519-sha256",
                "TrustedUserCAKeys /etc/ssh/none-such.pub"
            );
    }
}
