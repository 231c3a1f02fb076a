using System.Net;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Tests.Access;

public sealed class PamAccessTests
{
    [Theory]
    [InlineData("- : alice : ALL", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("- : bob : ALL", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("+ : alice : ALL\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("- : ALL EXCEPT alice : ALL", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("- : ALL EXCEPT root : ALL", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("- : (team) : ALL", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("- : team : ALL", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("+ : ALL : LOCAL\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("+ : ALL : 10.0.0.0/8\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("+ : ALL : 10.0.0.0/255.0.0.0\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("+ : ALL : 10.0.0.0/16\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("+ : ALL : 10.1.\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("- : ALL : ALL EXCEPT 10.1.2.3", "10.1.2.3", AccessAnswer.Granted)]
    [InlineData("- : ALL : ALL EXCEPT LOCAL 10.1.2.4", "10.1.2.3", AccessAnswer.Denied)]
    [InlineData("+ : @admins : ALL\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Unknown)]
    [InlineData("+ : ALL : gate.example.com\n- : ALL : ALL", "10.1.2.3", AccessAnswer.Unknown)]
    [InlineData(
        "+ : john : 2001:4ca0:0:101::/64\n- : ALL : 2001:4ca0:0:101::/64",
        "2001:4ca0:0:101::1",
        AccessAnswer.Denied
    )]
    [InlineData("* : alice : ALL\n- : alice", "10.1.2.3", AccessAnswer.Granted)]
    public void The_first_rule_that_matches_decides(
        string rules,
        string from,
        AccessAnswer answer
    ) => Assert.Equal(answer, Alice(rules).From(IPAddress.Parse(from)).Answer);

    [Theory]
    [InlineData("- : alice : ALL", AccessAnswer.Denied)]
    [InlineData("- : alice : 10.0.0.0/8", AccessAnswer.Granted)]
    [InlineData("+ : alice : 10.0.0.0/8\n- : ALL : ALL", AccessAnswer.Unknown)]
    [InlineData("+ : ALL : LOCAL cron :0 tty1\n- : ALL : ALL", AccessAnswer.Denied)]
    [InlineData("- : ALL : ALL EXCEPT 10.0.0.1", AccessAnswer.Granted)]
    [InlineData("+ : @admins : ALL\n- : ALL : ALL", AccessAnswer.Unknown)]
    public void Denied_from_everywhere_is_said_only_where_it_is_certain(
        string rules,
        AccessAnswer answer
    ) => Assert.Equal(answer, Alice(rules).FromAnywhere().Answer);

    [Theory]
    [InlineData("alice - maxlogins 0", true)]
    [InlineData("* - maxlogins 0", true)]
    [InlineData("* - maxlogins 0\nalice - maxlogins 5", false)]
    [InlineData("alice - maxlogins 5\n* - maxlogins 0", false)]
    [InlineData("@team hard maxlogins 0", true)]
    [InlineData("@other hard maxlogins 0", false)]
    [InlineData("1000:1001 - maxlogins 0", true)]
    [InlineData(":1000 - maxlogins 0", true)]
    [InlineData("2000: - maxlogins 0", false)]
    [InlineData("alice - maxlogins 0\nalice - maxlogins 2", false)]
    [InlineData("alice -\nalice - maxlogins 0", false)]
    [InlineData("* - maxlogins unlimited", false)]
    public void The_limit_that_counts_is_the_most_specific_and_then_the_last(
        string lines,
        bool isZero
    )
    {
        var limits = new PamLimits(
            [.. LimitsConf.Parse(lines).Lines.Select(line => new PlacedLimit("f", line))],
            "alice",
            1000,
            1000,
            ["alice", "team"]
        );

        Assert.Equal(isZero, limits.Zero("maxlogins") is not null);
    }

    [Fact]
    public void Roots_limits_are_its_own_only()
    {
        var root = new PamLimits(
            [new PlacedLimit("f", LimitsConf.Parse("* - maxlogins 0\n").Lines[0])],
            "root",
            0,
            0,
            ["root"]
        );

        Assert.Null(root.Zero("maxlogins"));
    }

    private static PamAccess Alice(string rules) =>
        new(AccessConf.Parse(rules + "\n").Rules, "alice", ["alice", "team"]);
}
