using Fleet.Checks.Diagnosis.Explain;

namespace Fleet.Checks.Tests.Diagnosis.Explain;

/// <summary>Outputs of the commands that explanations tell to run.</summary>
public sealed class OutputTests
{
    private const string Ss = "State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n";
    private const string Units = "UNIT LOAD ACTIVE SUB DESCRIPTION\n";
    private const string Df = "Filesystem 1024-blocks Used Available Capacity Mounted on\n";

    [Theory]
    [InlineData(
        Ss + "LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:((\"nginx\",pid=811,fd=3))",
        "listener.stopped"
    )]
    [InlineData(
        Ss + "LISTEN 0 128 0.0.0.0:2222 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))",
        "listener.elsewhere"
    )]
    [InlineData(
        Ss + "LISTEN 0 128 127.0.0.1:22 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))",
        "listener.elsewhere"
    )]
    [InlineData(
        Ss + "LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"nginx\",pid=811,fd=3))",
        "listener.taken"
    )]
    [InlineData(
        Ss + "LISTEN 129 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))",
        "banner.queue_full"
    )]
    [InlineData(
        "Status: active\nDefault: deny (incoming), allow (outgoing)\n\nTo                         Action      From\n--                         ------      ----\n80/tcp                     ALLOW IN    Anywhere\n",
        "firewall.drop"
    )]
    [InlineData(
        "Status: active\n\n22/tcp                     REJECT IN    Anywhere\n",
        "firewall.reject"
    )]
    [InlineData(
        "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\ttcp dport 80 accept\n\t}\n}\n",
        "firewall.drop"
    )]
    [InlineData(
        "-P INPUT ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j REJECT --reject-with icmp-port-unreachable\n",
        "firewall.reject"
    )]
    [InlineData(
        "Chain INPUT (policy DROP)\ntarget     prot opt source               destination\nACCEPT     tcp  --  0.0.0.0/0            0.0.0.0/0            tcp dpt:80\n",
        "firewall.drop"
    )]
    [InlineData(
        "public (active)\n  target: default\n  interfaces: eth0\n  services: dhcpv6-client\n  ports: 80/tcp\n",
        "firewall.reject"
    )]
    [InlineData(
        "drop (active)\n  target: DROP\n  interfaces: eth0\n  services: \n  ports: \n",
        "firewall.drop"
    )]
    [InlineData(
        Units + "ssh.service loaded failed failed OpenBSD Secure Shell server",
        "listener.stopped"
    )]
    [InlineData(
        "  Loaded: loaded (/lib/systemd/system/ssh.service)\n  Active: failed (Result: exit-code)",
        "listener.stopped"
    )]
    [InlineData("Id=ssh.service\nActiveState=failed\nSubState=failed", "listener.stopped")]
    [InlineData(Df + "/dev/vda1 1000 1000 0 100% /", "session.disk_full")]
    [InlineData(
        "Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/vda1 1000 1000 0 100% /home",
        "session.inodes"
    )]
    [InlineData(
        "net.netfilter.nf_conntrack_count = 65530\nnet.netfilter.nf_conntrack_max = 65536",
        "route.conntrack_full"
    )]
    [InlineData(
        "f: /home/alice/.ssh/authorized_keys\ndrwxr-xr-x root  root  /\ndrwxr-xr-x root  root  home\ndrwxrwxrwx alice alice alice\ndrwx------ alice alice .ssh\n-rw------- alice alice authorized_keys",
        "paths.strict_modes"
    )]
    [InlineData(
        "-rw-rw-rw- 1 alice alice 99 Nov 22 08:00 /home/alice/.ssh/authorized_keys",
        "paths.strict_modes"
    )]
    [InlineData(
        "-rw-r--r-- 1 alice alice 99 Nov 22 08:00 /home/alice/.ssh/id_ed25519",
        "key.unusable"
    )]
    [InlineData(
        "-rw-r--r-- 1 root root 399 Nov 22 08:00 /etc/ssh/ssh_host_ed25519_key",
        "listener.no_host_keys"
    )]
    [InlineData(
        "alice:\nWhen                Type  Source                                           Valid\n2026-03-01 12:00:00 RHOST 10.0.9.7                                             V\n2026-03-01 12:00:01 RHOST 10.0.9.7                                             V\n2026-03-01 12:00:02 RHOST 10.0.9.7                                             V",
        "pam.faillock"
    )]
    [InlineData(
        "Status for the jail: sshd\n`- Actions\n   |- Currently banned: 1\n   `- Banned IP list:   10.0.9.7",
        "ban.address"
    )]
    [InlineData("alice L 2026-03-01 0 99999 7 -1", "account.locked")]
    [InlineData(
        "Last password change\t\t\t\t: password must be changed\nPassword expires\t\t\t\t\t: password must be changed",
        "account.password_expired"
    )]
    [InlineData("pubkeyauthentication no\npasswordauthentication yes", "method.publickey_off")]
    [InlineData("authenticationmethods publickey,keyboard-interactive", "method.second_factor")]
    [InlineData(
        "lrwxrwxrwx 1 root root 0 Nov 22 08:00 /proc/811/exe -> /usr/sbin/sshd (deleted)",
        "banner.not_restarted"
    )]
    public void An_output_that_shows_the_fault_names_its_cause_first(string text, string cause) =>
        Assert.Equal("first", Explained.Has(Explained.Of(text), cause));

    [Theory]
    [InlineData(Ss + "LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))")]
    [InlineData(Ss + "LISTEN 0 4096 *:22 *:* users:((\"systemd\",pid=1,fd=3))")]
    [InlineData("Status: inactive")]
    [InlineData("Status: active\n\n22/tcp                     ALLOW IN    Anywhere\n")]
    [InlineData(
        "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\ttcp dport 22 accept\n\t}\n}\n"
    )]
    [InlineData("public (active)\n  target: default\n  interfaces: eth0\n  services: ssh\n")]
    [InlineData(Units + "ssh.service loaded active running OpenBSD Secure Shell server")]
    [InlineData(Df + "/dev/vda1 1000 500 500 50% /")]
    [InlineData(
        "f: /home/alice\ndrwxr-xr-x root root /\ndrwxr-xr-x root root home\ndrwx------ alice alice alice"
    )]
    [InlineData("Status for the jail: sshd\n   `- Banned IP list:")]
    [InlineData("alice P 2026-03-01 0 99999 7 -1")]
    [InlineData("permitrootlogin without-password\npubkeyauthentication yes")]
    public void An_output_in_order_has_no_cause(string text)
    {
        var explanation = Explained.Of(text);

        Assert.Equal(
            (ExplainedOutcome.InOrder, 0),
            (explanation.Outcome, explanation.Causes.Length)
        );
    }

    [Fact]
    public void Another_port_is_asked_about_where_it_is_said()
    {
        var text = ExplainReader.Read(
            (Ss + "LISTEN 0 128 0.0.0.0:2222 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))").Split(
                '\n'
            ),
            port: 2222
        );

        Assert.All(text.Signs, sign => Assert.True(sign.Meaning.IsGood));
    }
}
