using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Tests.Parsing.KnownHosts;

public sealed class KnownHostsFileTests
{
    private const string Path = "/home/alice/.ssh/known_hosts";
    private const string Hashed = "|1|AAECAwQFBgcICQoLDA0ODxAREhM=|pq01rAJ1suTOOEzbL547oICdB7M=";

    private static KnownHostsFile Read(string text) => KnownHostsFile.Parse(Path, text);

    [Fact]
    public void A_line_has_names_a_key_and_a_comment()
    {
        var line = Assert.Single(
            Read($"# mine\n\n  web,10.0.0.1 {PublicKeys.First} from the rack\r\n").Lines
        );

        Assert.Equal(
            ("web,10.0.0.1", KnownHostMarker.None, PublicKeys.FirstFingerprint, "from the rack"),
            (line.Hosts, line.Marker, line.Key.Fingerprint, line.Comment)
        );
        Assert.Equal($"{Path}:3", line.Source);
    }

    [Theory]
    [InlineData("@cert-authority *.example.org ", KnownHostMarker.CertAuthority)]
    [InlineData("@revoked  * ", KnownHostMarker.Revoked)]
    public void A_marker_stands_before_the_names(string start, KnownHostMarker marker) =>
        Assert.Equal(marker, Assert.Single(Read(start + PublicKeys.First).Lines).Marker);

    [Theory]
    [InlineData("@what web ssh-ed25519 AAAA", "unknown marker \"@what\"")]
    [InlineData("@revoked\tweb ssh-ed25519 AAAA", "unknown marker \"@revoked\tweb\"")]
    [InlineData("@revoked @revoked web ssh-ed25519 AAAA", "more than one marker")]
    [InlineData("@revoked", "unknown marker \"@revoked\"")]
    [InlineData("web", "no key behind the name")]
    [InlineData("web # later", "no key behind the name")]
    [InlineData("web ssh-ed25519", "a key type without a key, or a key without its type")]
    [InlineData("web ssh-ed25519 AAAA", "the key is cut short or damaged")]
    [InlineData("web ssh-ed25519 AAAAC3Nz aC1l", "the key is cut short or damaged")]
    [InlineData("web ssh-new AAAA", "unknown key type \"ssh-new\"")]
    [InlineData("|1|AAAA|AAAA ssh-ed25519 AAAA", "the hashed name is damaged")]
    [InlineData("|2|x ssh-ed25519 AAAA", "the hashed name is damaged")]
    public void A_line_that_ssh_passes_over_is_kept_with_its_reason(string line, string reason)
    {
        var file = Read($"#\n{line}\n");

        Assert.Empty(file.Lines);
        Assert.Equal((2, reason), (Assert.Single(file.Broken).Number, file.Broken[0].Reason));
    }

    [Theory]
    [InlineData("web-12", true)]
    [InlineData("web-13", false)]
    [InlineData("[web-12]:2222", false)]
    public void A_hashed_name_answers_to_the_name_alone(string name, bool answers)
    {
        var line = Assert.Single(Read($"{Hashed} {PublicKeys.First}").Lines);

        Assert.True(line.IsHashed);
        Assert.Equal(answers, line.Names(name));
    }

    [Theory]
    [InlineData("*.Example.org,!old.example.org", "WEB.example.org", true)]
    [InlineData("*.example.org,!old.example.org", "old.example.org", false)]
    [InlineData("!old.example.org", "web.example.org", false)]
    [InlineData("web-?2", "web-12", true)]
    [InlineData("[web]:22*", "[web]:2222", true)]
    [InlineData("", "web", false)]
    public void Names_are_patterns_in_lower_case_with_negations(
        string hosts,
        string name,
        bool answers
    ) => Assert.Equal(answers, KnownHostName.IsMatch(name, hosts));

    [Theory]
    [InlineData("Web", 22, "web")]
    [InlineData("Web", 2222, "[web]:2222")]
    [InlineData("2001:DB8::1", 22, "2001:db8::1")]
    [InlineData("2001:db8::1", 2200, "[2001:db8::1]:2200")]
    public void A_host_is_looked_up_by_its_name_and_another_port(
        string host,
        int port,
        string name
    ) => Assert.Equal(name, KnownHostName.Of(host, port));

    [Fact]
    public void What_is_written_reads_as_it_was_meant()
    {
        var words = PublicKeys.First.Split(' ');
        var text = string.Join(
            '\n',
            KnownHostText.Plain(["web", "10.0.0.1"], words[0], words[1]),
            KnownHostText.Hashed("[web]:2222", words[0], words[1]),
            KnownHostText.Plain(
                ["*.example.org"],
                words[0],
                words[1],
                KnownHostMarker.CertAuthority
            )
        );

        var file = Read(text);

        Assert.Empty(file.Broken);
        Assert.True(file.Lines[0].Names("10.0.0.1"));
        Assert.True(file.Lines[1].Names("[web]:2222"));
        Assert.False(file.Lines[1].Names("web"));
        Assert.Equal(KnownHostMarker.CertAuthority, file.Lines[2].Marker);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a\nb")]
    [InlineData("@revoked")]
    [InlineData("#a")]
    [InlineData("|1|a|b")]
    public void A_name_that_would_not_stay_a_name_is_not_written(string name)
    {
        Assert.Throws<ArgumentException>(() => KnownHostText.Plain([name], "t", "b"));
        Assert.Throws<ArgumentException>(() => KnownHostText.Hashed(name, "t", "b"));
    }

    [Fact]
    public void Any_bytes_are_read_without_a_surprise()
    {
        var random = new Random(20260301);
        string[] parts =
        [
            "@",
            "@revoked",
            " ",
            "\t",
            "|1|",
            "|",
            "web",
            ",",
            "!",
            "*",
            "ssh-ed25519",
            "AAAA",
            "\r",
            "\n",
            "#",
            "\0",
            "é",
            PublicKeys.First,
        ];
        for (var round = 0; round < 4_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)])
            );
            var file = Read(text);
            Assert.True(file.Lines.Length + file.Broken.Length <= text.Split('\n').Length, text);
            new KnownHostKeys([file]).Lookup("web", 2222, PublicKeys.Read(PublicKeys.Second));
        }
    }
}
