using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Tests.Parsing.SshDebug;

public sealed class SshTranscriptTests
{
    [Theory]
    [InlineData(
        "debug1: Connecting to web-12 [10.0.4.12] port 22.",
        SshDebugKind.Connecting,
        "web-12|10.0.4.12|22"
    )]
    [InlineData(
        "debug1: Connecting to ::1 [::1] port 2222.",
        SshDebugKind.Connecting,
        "::1|::1|2222"
    )]
    [InlineData(
        "debug1: connect to address fe80::1%eth0 port 22: No route to host",
        SshDebugKind.AddressFailed,
        "fe80::1%eth0|22|No route to host"
    )]
    [InlineData(
        "ssh: connect to host web-12 port 22: Connection timed out\r",
        SshDebugKind.ConnectFailed,
        "web-12|22|Connection timed out"
    )]
    [InlineData(
        "debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1 Debian-2",
        SshDebugKind.RemoteVersion,
        "2.0|OpenSSH_9.2p1 Debian-2"
    )]
    [InlineData(
        "kex_exchange_identification: read: Connection reset by peer",
        SshDebugKind.BannerFailed,
        "read: Connection reset by peer"
    )]
    [InlineData(
        "debug1: kex_exchange_identification: banner line 0: Exceeded MaxStartups",
        SshDebugKind.LineBeforeBanner,
        "0|Exceeded MaxStartups"
    )]
    [InlineData(
        "Unable to negotiate with 10.0.4.12 port 22: no matching host key type found. Their offer: ssh-rsa",
        SshDebugKind.NegotiationFailed,
        "10.0.4.12|22|host key type|ssh-rsa"
    )]
    [InlineData(
        "debug1: Server host key: ssh-ed25519 SHA256:abc",
        SshDebugKind.ServerHostKey,
        "ssh-ed25519|SHA256:abc"
    )]
    [InlineData(
        "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @",
        SshDebugKind.HostKeyChanged,
        "    |     "
    )]
    [InlineData(
        "Offending RSA key in /home/alice/.ssh/known_hosts:12",
        SshDebugKind.OffendingKey,
        "RSA|/home/alice/.ssh/known_hosts|12"
    )]
    [InlineData(
        "No ED25519 host key is known for web-12 and you have requested strict checking.",
        SshDebugKind.HostKeyNotKnown,
        "ED25519|web-12"
    )]
    [InlineData(
        "debug1: kex_ext_info_client_parse: server-sig-algs=<ssh-ed25519>",
        SshDebugKind.ServerSignatures,
        "ssh-ed25519"
    )]
    [InlineData(
        "alice@web-12: Permission denied (publickey,keyboard-interactive).",
        SshDebugKind.PermissionDenied,
        "alice@web-12|publickey,keyboard-interactive"
    )]
    [InlineData(
        "Received disconnect from 10.0.4.12 port 22:2: Too many authentication failures",
        SshDebugKind.TooManyFailures,
        "10.0.4.12 port 22:2|"
    )]
    [InlineData(
        "Permissions 0644 for '/home/alice/.ssh/id_rsa' are too open.",
        SshDebugKind.KeyTooOpen,
        "0644|/home/alice/.ssh/id_rsa"
    )]
    [InlineData(
        "Load key \"/home/alice/.ssh/id_rsa\": error in libcrypto",
        SshDebugKind.KeyNotLoaded,
        "/home/alice/.ssh/id_rsa|error in libcrypto"
    )]
    [InlineData(
        "Bad owner or permissions on /home/alice/.ssh/config",
        SshDebugKind.BadConfigOwner,
        "/home/alice/.ssh/config"
    )]
    [InlineData(
        "Authenticated using \"publickey\" with partial success.",
        SshDebugKind.PartialSuccess,
        "publickey"
    )]
    [InlineData("debug1: Exit status 254", SshDebugKind.ExitStatus, "254")]
    [InlineData("Timeout, server web-12 not responding.", SshDebugKind.TimedOut, "web-12")]
    [InlineData("debug1: pledge: network", SshDebugKind.Unspecified, "")]
    public void A_line_says(string line, SshDebugKind kind, string values)
    {
        var read = Assert.Single(SshTranscript.Parse(line).Lines);

        Assert.Equal((kind, values), (read.Kind, string.Join('|', read.Values)));
    }

    [Fact]
    public void Lines_keep_their_numbers_and_empty_ones_are_left_out()
    {
        var read = SshTranscript.Parse(
            "debug1: Connection established.\r\n\r\nHost key verification failed.\r\n"
        );

        Assert.Equal([1, 3], read.Lines.Select(line => line.Number));
        Assert.Equal(3, read.First(SshDebugKind.HostKeyFailed)?.Number);
    }

    [Theory]
    [InlineData(
        "/home/alice/.ssh/id_ed25519 ED25519 SHA256:abc explicit",
        "/home/alice/.ssh/id_ed25519",
        "ED25519",
        "SHA256:abc",
        "explicit"
    )]
    [InlineData(
        "alice on her laptop RSA SHA256:abc agent",
        "alice on her laptop",
        "RSA",
        "SHA256:abc",
        "agent"
    )]
    [InlineData("/k RSA-CERT SHA256:abc", "/k", "RSA-CERT", "SHA256:abc", "")]
    public void A_key_is_named_with_its_fingerprint(
        string text,
        string name,
        string type,
        string fingerprint,
        string origin
    ) => Assert.Equal(new SshOfferedKey(name, type, fingerprint, origin), SshOfferedKey.Read(text));

    [Fact]
    public void A_key_without_a_fingerprint_is_none() =>
        Assert.Null(SshOfferedKey.Read("/home/alice/.ssh/id_dsa"));

    [Fact]
    public void A_whole_login_is_read_from_its_start_to_its_end()
    {
        var read = SshTranscript.Parse(Transcripts.Works);

        Assert.Equal("10.0.4.12", read.First(SshDebugKind.Connecting)?.Values[1]);
        Assert.Equal(Transcripts.KeyOfHost, read.First(SshDebugKind.ServerHostKey)?.Last);
        Assert.Equal(
            Transcripts.KeyOfAlice,
            SshOfferedKey.Read(read.First(SshDebugKind.Accepted)!.Last)?.Fingerprint
        );
        Assert.Equal("0", read.Last(SshDebugKind.ExitStatus)?.Last);
        Assert.False(read.Has(SshDebugKind.PermissionDenied));
    }

    [Fact]
    public void What_ssh_prints_for_G_is_read_with_its_lists()
    {
        var read = SshGOutput.Read(
            "user alice\nhostname 10.0.4.12\nport 2222\nidentityfile ~/.ssh/id_rsa\nidentityfile ~/.ssh/id_ed25519\nkexalgorithms a,b\n"
        );

        Assert.Equal("2222", read?["Port"]);
        Assert.Equal(["~/.ssh/id_rsa", "~/.ssh/id_ed25519"], read!.All("identityfile"));
        Assert.Equal(["a", "b"], read.List("kexalgorithms"));
        Assert.Null(SshGOutput.Read("command-line: line 0: Bad configuration option: x\n"));
    }
}
