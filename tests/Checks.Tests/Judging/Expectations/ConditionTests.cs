using Fleet.Checks.Judging.Expectations;

namespace Fleet.Checks.Tests.Judging.Expectations;

/// <summary>Which values each condition accepts.</summary>
public sealed class ConditionTests
{
    private const string Tries = "sshd_config/MaxAuthTries";
    private const string Grace = "sshd_config/LoginGraceTime";

    [Theory]
    [InlineData("sshd_config/PermitRootLogin", "no", "no", true)]
    [InlineData("sshd_config/PermitRootLogin", "no", "No", true)]
    [InlineData("sshd_config/PermitRootLogin", "prohibit-password", "without-password", true)]
    [InlineData("sshd_config/PermitRootLogin", "yes", "no", false)]
    [InlineData("sshd_config/Compression", "yes", "delayed", true)]
    [InlineData("sshd_config/LogLevel", "VERBOSE", "verbose", true)]
    [InlineData("sshd_config/LogLevel", "DEBUG", "debug1", true)]
    [InlineData("sshd_config/LogLevel", "INFO", "VERBOSE", false)]
    [InlineData("sshd_config/SyslogFacility", "AUTHPRIV", "authpriv", true)]
    [InlineData("sshd_config/LoginGraceTime", "120", "2m", true)]
    [InlineData("sshd_config/MaxStartups", "10:30:100", "10:30:100", true)]
    [InlineData("sshd_config/AllowUsers", "Alice", "alice", false)]
    [InlineData("sshd_config/Banner", "/etc/Issue", "/etc/issue", false)]
    [InlineData("sshd_config/PermitTunnel", "no", "NO", false)]
    [InlineData("sshd_config/PermitUserEnvironment", "no", "No", false)]
    [InlineData("sshd/running", "yes", "Yes", false)]
    [InlineData("sshd/running", "yes", "yes", true)]
    public void Words_are_equal_where_sshd_takes_them_for_one(
        string key,
        string value,
        string expected,
        bool accepted
    ) => Assert.Equal(accepted, new OneOf([expected]).Accepts(new FactText(key, value)));

    [Fact]
    public void One_of_several_is_enough()
    {
        var levels = new OneOf(["VERBOSE", "INFO"]);

        Assert.True(levels.Accepts(new FactText("sshd_config/LogLevel", "INFO")));
        Assert.False(levels.Accepts(new FactText("sshd_config/LogLevel", "QUIET")));
        Assert.Equal("one of VERBOSE, INFO", levels.Words);
    }

    [Theory]
    [InlineData(Tries, "4", null, "4", true)]
    [InlineData(Tries, "5", null, "4", false)]
    [InlineData(Tries, "4", "4", null, true)]
    [InlineData(Tries, "3", "4", null, false)]
    [InlineData(Grace, "60", "1", "1m", true)]
    [InlineData(Grace, "61", "1", "1m", false)]
    [InlineData(Grace, "0", "1", "1m", false)]
    [InlineData(Grace, "5400", null, "1h30m", true)]
    [InlineData("sshd_config/MaxStartups", "10:30:60", null, "10:30:60", true)]
    [InlineData("sshd_config/MaxStartups", "5:30:60", null, "10:30:60", true)]
    [InlineData("sshd_config/MaxStartups", "10:30:100", null, "10:30:60", false)]
    [InlineData("sshd_config/MaxStartups", "11:30:60", null, "10:30:60", false)]
    [InlineData("sshd_config/MaxStartups", "10", null, "10:30:60", false)]
    [InlineData("sshd_config/RekeyLimit", "1073741824 3600", null, "1G 1h", true)]
    [InlineData("sshd_config/RekeyLimit", "1073741825 3600", null, "1G 1h", false)]
    [InlineData("sshd_config/RekeyLimit", "0 0", "1 1", null, false)]
    [InlineData("sshd_config/PerSourceMaxStartups", "none", null, "10", false)]
    [InlineData(Tries, "", null, "4", false)]
    [InlineData(Tries, "many", "1", null, false)]
    [InlineData("x/y", "1.5", "1.25", "2", true)]
    public void Numbers_and_times_are_compared_by_what_they_mean(
        string key,
        string value,
        string? least,
        string? most,
        bool accepted
    ) => Assert.Equal(accepted, new Within(least, most).Accepts(new FactText(key, value)));

    [Theory]
    [InlineData("aes256-ctr,aes128-ctr", true)]
    [InlineData("aes128-ctr", true)]
    [InlineData("aes128-ctr,3des-cbc", false)]
    [InlineData("AES128-CTR", false)]
    [InlineData("", false)]
    public void A_list_may_be_held_to_some_members(string value, bool accepted) =>
        Assert.Equal(
            accepted,
            new MatchesOnly(["aes128-ctr", "aes256-ctr"]).Accepts(Ciphers(value))
        );

    [Theory]
    [InlineData("a,b,c", true, false)]
    [InlineData("c b a", true, false)]
    [InlineData("a,c", false, false)]
    [InlineData("c", false, true)]
    [InlineData("ab", false, true)]
    [InlineData("", false, true)]
    public void A_list_has_or_has_not_its_members_whole(string value, bool has, bool hasNone)
    {
        Assert.Equal(has, new Contains(["a", "b"]).Accepts(Ciphers(value)));
        Assert.Equal(hasNone, new ContainsNone(["a", "b"]).Accepts(Ciphers(value)));
    }

    [Theory]
    [InlineData("-rw------- root:root", true)]
    [InlineData("-r-------- root:root", true)]
    [InlineData("-rw-r----- root:ssh_keys", true)]
    [InlineData("-rw-r----- root:root", false)]
    [InlineData("-rw------- alice:root", false)]
    [InlineData("-rwx------ root:root", false)]
    [InlineData("-rwS------ root:root", false)]
    [InlineData("-rw-rw---- root:ssh_keys", false)]
    [InlineData("0600", false)]
    [InlineData("", false)]
    public void Permissions_may_give_nobody_more(string value, bool accepted) =>
        Assert.Equal(
            accepted,
            new ModeWithin([
                AllowedMode.Parse("0600 root:root")!,
                AllowedMode.Parse("0640 root:ssh_keys")!,
            ]).Accepts(new FactText("host_key_mode/k", value))
        );

    [Theory]
    [InlineData("7777 *:root", "-rwsrwxrwt alice:root", true)]
    [InlineData("7777 *:root", "-rw------- root:alice", false)]
    [InlineData("0640 *:*", "-rw-r----- a:b", true)]
    public void An_owner_may_be_anybody(string allowed, string value, bool accepted) =>
        Assert.Equal(
            accepted,
            new ModeWithin([AllowedMode.Parse(allowed)!]).Accepts(new FactText("m/k", value))
        );

    [Theory]
    [InlineData("0600")]
    [InlineData("0800 root:root")]
    [InlineData("600root:root")]
    [InlineData("0600 root")]
    [InlineData("0600 :root")]
    [InlineData("rw------- root:root")]
    public void What_is_no_mode_is_not_read(string text) => Assert.Null(AllowedMode.Parse(text));

    [Theory]
    [InlineData("permitrootlogin", "sshd_config/PermitRootLogin")]
    [InlineData("ChallengeResponseAuthentication", "sshd_config/KbdInteractiveAuthentication")]
    [InlineData("PermitRootLogn", null)]
    [InlineData("Protocol", null)]
    [InlineData("Match", null)]
    public void A_keyword_has_one_key(string keyword, string? key) =>
        Assert.Equal(key, FactText.SshdKey(keyword));

    private static FactText Ciphers(string value) => new("sshd_config/Ciphers", value);
}
