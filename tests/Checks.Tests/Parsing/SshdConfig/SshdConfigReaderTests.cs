using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

public sealed class SshdConfigReaderTests
{
    [Theory]
    [InlineData("Banner /etc/issue", "/etc/issue")]
    [InlineData("bAnNeR=/etc/issue", "/etc/issue")]
    [InlineData("\t Banner =  /etc/issue  \r", "/etc/issue")]
    [InlineData("Banner \"/etc/my issue\"", "/etc/my issue")]
    [InlineData("Banner '/etc/my issue' # why", "/etc/my issue")]
    [InlineData("Banner /etc/my\\ issue", "/etc/my issue")]
    [InlineData("Banner /etc/iss#ue", "/etc/iss#ue")]
    [InlineData("# Banner /etc/issue", "none")]
    public void A_line_is_cut_into_words_as_sshd_does(string line, string banner) =>
        Assert.Equal(banner, SshdText.Effective(line)["Banner"]);

    [Fact]
    public void The_first_value_wins_and_keeps_its_place()
    {
        var effective = SshdText.Effective("\nMaxAuthTries 3\nMaxAuthTries 5");

        Assert.Equal("3", effective["MaxAuthTries"]);
        Assert.Equal("/etc/ssh/sshd_config:2", effective.Find("maxauthtries")!.Source.ToString());
    }

    [Fact]
    public void Lists_add_up_over_lines_and_files()
    {
        var effective = SshdText.Effective(
            "Port 22\nInclude sshd_config.d/*.conf\nAllowUsers c",
            ("/etc/ssh/sshd_config.d/1.conf", "AllowUsers a \"b b\"\nPort 2222")
        );

        Assert.Equal("a \"b b\" c", effective["AllowUsers"]);
        Assert.Equal("22 2222", effective["Port"]);
        Assert.Equal("0.0.0.0:22 0.0.0.0:2222 [::]:22 [::]:2222", effective["ListenAddress"]);
    }

    [Fact]
    public void Relative_includes_are_of_etc_ssh_and_come_in_byte_order()
    {
        var config = SshdText.Read(
            "Include sshd_config.d/*.conf",
            ("/etc/ssh/sshd_config.d/9.conf", "MaxAuthTries 9"),
            ("/etc/ssh/sshd_config.d/10.conf", "MaxAuthTries 1"),
            ("/etc/ssh/sshd_config.d/Z.conf", "MaxAuthTries 2")
        );

        Assert.Equal(["1", "9", "2"], config.Directives.Select(d => d.Words[0]));
    }

    [Fact]
    public void A_Match_in_an_included_file_ends_with_it_and_needs_its_includer_s()
    {
        var config = SshdText.Read(
            "Match User alice\n Include x.conf\n MaxSessions 2\nMatch all\nMaxSessions 9",
            ("/etc/ssh/x.conf", "Match Address 10.0.0.0/8\n MaxSessions 1")
        );

        Assert.Equal("1", Sessions(new() { User = "alice", Address = "10.1.1.1" }));
        Assert.Equal("2", Sessions(new() { User = "alice", Address = "192.0.2.1" }));
        Assert.Equal("9", Sessions(new() { User = "bob", Address = "10.1.1.1" }));

        string Sessions(SshdConnection connection) =>
            SshdEvaluator.Evaluate(config, connection, SshdText.V92)["MaxSessions"];
    }

    [Fact]
    public void In_Match_a_list_replaces_the_global_one_and_adds_up_over_sections()
    {
        var config = SshdText.Read(
            "AllowUsers root\nMatch Address 10.0.0.0/8\nAllowUsers a\nMatch LocalPort 22\nAllowUsers b"
        );
        var connection = new SshdConnection { Address = "10.0.0.1", LocalPort = 22 };

        Assert.Equal("a b", SshdEvaluator.Evaluate(config, connection, SshdText.V92)["AllowUsers"]);
    }

    [Theory]
    [InlineData("Match User !root", false)]
    [InlineData("Match User *,!alice", false)]
    [InlineData("Match User al?ce", true)]
    [InlineData("Match Group \"domain users\"", true)]
    [InlineData("Match Group *,!wheel", false)]
    [InlineData("Match Host *.Example.org", true)]
    [InlineData("Match Invalid-User", false)]
    [InlineData("Match RDomain x", false)]
    [InlineData("Match LocalAddress 192.0.2.0/24 User alice", true)]
    public void A_Match_line_is_met_or_not(string line, bool met)
    {
        var connection = new SshdConnection
        {
            User = "alice",
            Groups = ["wheel", "domain users"],
            Host = "pc.example.org",
            Address = "10.0.0.1",
            LocalAddress = "192.0.2.7",
            LocalPort = 22,
        };
        var effective = SshdEvaluator.Evaluate(
            SshdText.Read(line + "\nMaxSessions 1"),
            connection,
            SshdText.V92
        );

        Assert.Equal(met ? "1" : "10", effective["MaxSessions"]);
    }

    [Theory]
    [InlineData("Foo bar", "Bad configuration option: Foo")]
    [InlineData("Banner \"/x", "invalid quotes")]
    [InlineData("Port", "no argument after keyword \"Port\"")]
    [InlineData("MaxSessions 1 2", "keyword MaxSessions extra arguments at end of line")]
    [InlineData("PermitRootLogin maybe", "unsupported option \"maybe\".")]
    [InlineData("LoginGraceTime 5y", "invalid time value.")]
    [InlineData("Match User x\nPort 1", "Directive 'Port' is not allowed within a Match block")]
    [InlineData(
        "Match Address 10.0.0.1/8",
        "Bad Match condition: Invalid Match Address argument '10.0.0.1/8'"
    )]
    [InlineData("Subsystem sftp /a\nSubsystem sftp /b", "Subsystem 'sftp' already defined.")]
    public void What_sshd_refuses_is_an_error_with_its_place(string text, string message)
    {
        var error = Assert.Single(SshdText.Read(text).Errors);

        Assert.Equal(message, error.Message);
        Assert.Equal(text.Count(c => c == '\n') + 1, error.Source.Line);
    }

    [Fact]
    public void An_error_counts_in_an_included_file_even_under_a_Match_that_never_applies()
    {
        var config = SshdText.Read(
            "Match User nobody\nInclude x.conf",
            ("/etc/ssh/x.conf", "\nJunk 1")
        );

        Assert.Equal(
            "/etc/ssh/x.conf:2: Bad configuration option: Junk",
            Assert.Single(config.Errors).ToString()
        );
    }

    [Fact]
    public void A_file_that_includes_itself_ends()
    {
        var config = SshdText.Read(
            "Include x.conf",
            ("/etc/ssh/x.conf", "Include x.conf x.conf x.conf\nInclude x.conf\nMaxSessions 1")
        );

        Assert.Equal(
            "Too many recursive configuration includes",
            Assert.Single(config.Errors).Message
        );
    }

    [Fact]
    public void What_stands_behind_an_unreadable_include_is_not_sure()
    {
        var config = SshdText.Read(
            "StrictModes no\nInclude *.conf\nUseDNS yes\nPort 22",
            ("/etc/ssh/50-cloud-init.conf", null)
        );
        var effective = SshdEvaluator.Evaluate(config, SshdConnection.Unspecified, SshdText.V92);

        Assert.Equal(
            "/etc/ssh/50-cloud-init.conf: Permission denied",
            Assert.Single(config.Gaps).Reason
        );
        Assert.Equal("no", effective["StrictModes"]);
        Assert.False(effective.IsSure("UseDNS"));
        Assert.False(effective.IsSure("Port"));
        Assert.False(effective.IsSure("PasswordAuthentication"));
        Assert.False(effective.IsSure("AllowUsers"));
    }

    [Fact]
    public void An_include_that_the_caller_does_not_know_yet_is_asked_for()
    {
        var config = SshdConfigReader.Read("/c", "Include a/*.conf /b", SshdText.V92, _ => null);

        Assert.Equal(["/etc/ssh/a/*.conf", "/b"], config.Asked);
    }

    [Theory]
    [InlineData("6.6", "PermitRootLogin", "yes")]
    [InlineData("7.0", "PermitRootLogin", "prohibit-password")]
    [InlineData("6.6", "UseDNS", "yes")]
    [InlineData("9.2", "UseDNS", "no")]
    [InlineData("8.0", "RequiredRSASize", "")]
    [InlineData("9.1", "RequiredRSASize", "1024")]
    [InlineData("9.2", "LoginGraceTime", "120")]
    public void Defaults_are_of_the_release(string release, string keyword, string value)
    {
        Assert.True(OpenSshVersion.TryFind($"OpenSSH_{release}p1", out var version));
        var effective = SshdEvaluator.Evaluate(
            SshdText.Read(version, ""),
            SshdConnection.Unspecified,
            version
        );

        Assert.Equal(value, effective[keyword]);
    }

    [Theory]
    [InlineData("10.0", "20:30:20")]
    [InlineData("10.1", "10:30:10")]
    public void The_last_MaxStartups_wins_up_to_10_0_and_the_first_from_then_on(
        string release,
        string value
    )
    {
        Assert.True(OpenSshVersion.TryFind($"OpenSSH_{release}p1", out var version));
        var config = SshdText.Read(version, "MaxStartups 10\nMaxStartups 20");

        Assert.Equal(
            value,
            SshdEvaluator.Evaluate(config, SshdConnection.Unspecified, version)["MaxStartups"]
        );
    }

    [Theory]
    [InlineData("alice", "10.0.0.1", null)]
    [InlineData("bob", "10.0.0.1", null)]
    [InlineData("bob", "192.0.2.1", "AllowUsers")]
    [InlineData("mallory", "10.0.0.1", "DenyUsers")]
    public void User_lists_refuse_by_name_and_source(string user, string address, string? refusal)
    {
        var effective = SshdText.Effective(
            "DenyUsers mallory\nAllowUsers alice bob@10.0.0.0/8 mallory"
        );

        Assert.Equal(refusal, SshdUserLists.Refusal(effective, user, [], address, address)?.Name);
    }

    [Fact]
    public void An_exclamation_mark_in_AllowUsers_is_literal()
    {
        Assert.Null(
            SshdUserLists.Refusal(SshdText.Effective("AllowUsers !bob *"), "bob", [], "::1", "::1")
        );
    }

    [Fact]
    public void A_hostile_pattern_does_not_explode()
    {
        Assert.False(
            SshdPatterns.IsMatch(
                new string('a', 5000),
                string.Concat(Enumerable.Repeat("a*", 500)) + "b"
            )
        );
    }
}
