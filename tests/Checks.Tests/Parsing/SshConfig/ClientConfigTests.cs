using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshConfig;

public sealed class ClientConfigTests
{
    private static string Value(string keyword, string text, string host = "web") =>
        ClientText.For(host, text)[keyword].Value;

    [Fact]
    public void The_first_value_that_applies_wins_and_says_where_it_stands()
    {
        var setting = ClientText.For("web", "Host db\nPort 1\nHost w*\nPort 2\nHost *\nPort 3")[
            "Port"
        ];

        Assert.Equal(("2", $"{ClientText.Main}:4"), (setting.Value, setting.Source.ToString()));
    }

    [Fact]
    public void The_user_s_file_comes_before_the_system_s()
    {
        var settings = ClientText.For("web", "User bob", "User carol\nPort 7");

        Assert.Equal(("bob", "7"), (settings["User"].Value, settings["Port"].Value));
        Assert.Equal("/etc/ssh/ssh_config:2", settings["Port"].Source.ToString());
    }

    [Theory]
    [InlineData("Host web", "web", true)]
    [InlineData("Host Web", "web", false)]
    [InlineData("Host * !web", "web", false)]
    [InlineData("Host !db", "web", false)]
    [InlineData("Match host web", "web", true)]
    [InlineData("Hostname web.example.org\nMatch host *.org", "web", true)]
    [InlineData("Hostname web.example.org\nMatch originalhost web", "web", true)]
    [InlineData("Match user alice", "web", true)]
    [InlineData("User bob\nMatch user alice", "web", false)]
    [InlineData("Match localuser alice host x,web", "web", true)]
    [InlineData("Match !host web", "web", false)]
    [InlineData("Match final", "web", true)]
    [InlineData("Match canonical", "web", false)]
    [InlineData("Match canonical all", "web", false)]
    [InlineData("Match final all", "web", true)]
    [InlineData("Match all", "web", true)]
    [InlineData("Match !all", "web", false)]
    [InlineData("Hostname WEB.Example.org\nMatch final\nHost web.example.org", "web", true)]
    public void A_section_applies_where_its_criteria_are_met(
        string section,
        string host,
        bool applies
    ) => Assert.Equal(applies ? "7" : "22", Value("Port", section + "\nPort 7", host));

    [Fact]
    public void Match_exec_is_never_run_and_leaves_a_doubt()
    {
        var settings = ClientText.For(
            "web",
            "Match exec \"touch /tmp/x\"\nPort 7\nUser bob\nIdentityFile /k\nHost *\nPort 8\nUser bob"
        );

        Assert.Equal($"{ClientText.Main}:1: Match exec is never run", settings["Port"].Unsure);
        Assert.Equal("8", settings["Port"].Value);
        Assert.True(settings["User"].IsSure);
        Assert.False(settings["IdentityFile"].IsSure);
        Assert.True(settings["Compression"].IsSure);
    }

    [Theory]
    [InlineData("Match host db exec true\nPort 7")]
    [InlineData("Match exec true host db\nPort 7")]
    [InlineData("Port 9\nMatch exec true\nPort 7")]
    public void Where_exec_decides_nothing_there_is_no_doubt(string text) =>
        Assert.True(ClientText.For("web", text)["Port"].IsSure);

    [Fact]
    public void Lists_add_up_and_names_are_taken_back()
    {
        var settings = ClientText.For(
            "web",
            "IdentityFile ~/.ssh/a\nSendEnv LANG LC_*\nHost web\nIdentityFile %d/b\nIdentityFile ~/.ssh/a\nSendEnv -LC*",
            "IdentityFile ~/.ssh/a"
        );

        Assert.Equal("~/.ssh/a %d/b ~/.ssh/a", settings["IdentityFile"].Value);
        Assert.Equal("LANG", settings["SendEnv"].Value);
    }

    [Theory]
    [InlineData("~/.ssh/%h-%r:%p", "/home/alice/.ssh/web.example.org-bob:2222")]
    [InlineData("%d/%u/%i/%n/%k/%%", "/home/alice/alice/1000/web/web/%")]
    [InlineData("/%l/%L", "/desk.example.org/desk")]
    [InlineData("${KEYS}/a", "/keys/a")]
    [InlineData("${OTHER}/a", null)]
    [InlineData("~bob/a", null)]
    [InlineData("%z", null)]
    public void Tokens_stand_for_the_call(string text, string? expanded)
    {
        var settings = ClientText.For("web", "Hostname %h.example.org\nUser bob\nPort 2222\n");

        Assert.Equal(expanded, settings.Expand(text, out var reason));
        Assert.Equal(expanded is null, reason.Length > 0);
    }

    [Theory]
    [InlineData("Ciphers -aes*", "chacha20-poly1305@openssh.com")]
    [InlineData(
        "Ciphers ^aes256-ctr,aes128-cbc",
        "aes256-ctr,aes128-cbc,chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com"
    )]
    [InlineData("Ciphers aes128-ctr,aes128-ctr", "aes128-ctr")]
    public void Algorithm_lists_build_on_the_release_s_own(string line, string list) =>
        Assert.Equal(list, Value("Ciphers", line));

    [Theory]
    [InlineData("Foo bar", "Bad configuration option: foo")]
    [InlineData("Port x", "Bad port 'x'.")]
    [InlineData("Port", "no argument after keyword \"Port\"")]
    [InlineData("Port 1 2", "keyword port extra arguments at end of line")]
    [InlineData("User \"bob", "invalid quotes")]
    [InlineData("ForwardAgent", "no argument after keyword \"ForwardAgent\"")]
    [InlineData("BatchMode maybe", "unsupported option \"maybe\".")]
    [InlineData("Ciphers none", "Bad SSH2 cipher spec 'none'.")]
    [InlineData("LocalForward 1", "Missing target argument.")]
    [InlineData("Match", "no argument after keyword \"Match\"")]
    [InlineData("Match foo bar", "Bad Match condition: Unsupported Match attribute foo")]
    [InlineData("Match host", "Bad Match condition: Missing Match criteria for host")]
    [InlineData(
        "Match all host x",
        "Bad Match condition: 'all' cannot be combined with other Match attributes"
    )]
    public void What_ssh_refuses_is_an_error_with_its_place(string line, string message) =>
        Assert.Equal(
            $"{ClientText.Main}:2: {message}",
            Assert.Single(ClientText.For("web", "#\n" + line).Errors).ToString()
        );

    [Fact]
    public void IgnoreUnknown_covers_what_stands_behind_it()
    {
        Assert.Empty(ClientText.For("web", "IgnoreUnknown Use*,AddX\nUseKeychain yes").Errors);
        Assert.Single(ClientText.For("web", "UseKeychain yes\nIgnoreUnknown Use*").Errors);
        Assert.Single(ClientText.For("web", "Host db\nIgnoreUnknown Use*\nUseKeychain yes").Errors);
    }

    [Fact]
    public void Includes_belong_to_the_section_they_stand_in()
    {
        var read = ClientText.Read(
            "Host db\nInclude conf.d/*\nHost *\nInclude /etc/more\nPort 9",
            ("/home/alice/.ssh/conf.d/a", "Port 1\nHost *\nUser bob"),
            ("/etc/more", "Host web\nUser carol\nHost nobody\n")
        );
        ClientSettings For(string host) =>
            ClientEvaluator.Evaluate([read], ClientText.Ask(host), ClientText.V92);

        Assert.Equal(("1", "bob"), (For("db")["Port"].Value, For("db")["User"].Value));
        Assert.Equal(("9", "carol"), (For("web")["Port"].Value, For("web")["User"].Value));
        Assert.Equal("/etc/more:2", For("web")["User"].Source.ToString());
    }

    [Fact]
    public void What_an_unreadable_include_may_hold_is_not_known()
    {
        var settings = ClientEvaluator.Evaluate(
            [ClientText.Read("Port 1\nInclude /x\nUser bob", ("/x", null))],
            ClientText.Ask("web"),
            ClientText.V92
        );

        Assert.True(settings["Port"].IsSure);
        Assert.Equal("/x: Permission denied", settings["User"].Unsure);
        Assert.Equal("/x: Permission denied", settings["Compression"].Unsure);
    }

    [Fact]
    public void A_file_that_includes_itself_ends()
    {
        var read = ClientText.Read(
            "Include a",
            ("/home/alice/.ssh/a", "Include a\nInclude a\nInclude a")
        );

        Assert.Contains(
            read.Errors,
            error => error.Message.StartsWith("Too many recursive", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("ProxyJump a,b@c:7\nProxyCommand x", "a,b@c:7", "")]
    [InlineData("ProxyCommand nc %h\nProxyJump a", "", "nc %h")]
    [InlineData("ProxyJump none\nProxyCommand x", "", "x")]
    [InlineData("ProxyJump none\nProxyJump a", "", "")]
    [InlineData("ProxyCommand none\nProxyJump a", "", "")]
    public void Of_a_jump_and_a_command_the_first_counts(string text, string jump, string command)
    {
        var settings = ClientText.For("web", text);

        Assert.Equal(
            (jump, command),
            (settings["ProxyJump"].Value, settings["ProxyCommand"].Value)
        );
    }

    [Fact]
    public void A_canonical_name_that_DNS_would_give_is_not_known_unless_told()
    {
        const string text =
            "CanonicalizeHostname yes\nCanonicalDomains example.org\nHost web.example.org\nPort 7";
        var unknown = ClientText.For("web", text);
        var told = ClientEvaluator.Evaluate(
            [ClientText.Read(text)],
            ClientText.Ask("web") with
            {
                CanonicalName = "web.example.org",
            },
            ClientText.V92
        );

        Assert.False(unknown["Port"].IsSure);
        Assert.Null(unknown.Host);
        Assert.Equal(("7", "web.example.org"), (told["Port"].Value, told.Host));
    }

    [Fact]
    public void Any_text_is_read_without_a_surprise()
    {
        var random = new Random(20260304);
        string[] parts =
        [
            "Host ",
            "Match ",
            "Include ",
            "exec ",
            "final",
            "host ",
            "!",
            "*",
            "\n",
            " ",
            "\t",
            "=",
            "\"",
            "'",
            "\\",
            "#",
            "Port ",
            "22",
            "LocalForward ",
            "[",
            "]:",
            ":",
            "/",
            "ProxyJump ",
            "@",
            "RekeyLimit ",
            "1G ",
            "IPQoS ",
            "0x",
            "SetEnv ",
            "Ciphers ",
            "+",
            "^",
            "-",
            "TunnelDevice ",
            "EscapeChar ",
            "^",
            "\0",
            "é",
            "%h",
            "Hostname ",
            "CanonicalizeHostname yes",
        ];
        for (var round = 0; round < 4_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(14)).Select(_ => parts[random.Next(parts.Length)])
            );
            var settings = ClientText.For("web", text, text);
            Assert.NotEmpty(settings.All);
            settings.Expand(text, out _);
        }
    }
}
