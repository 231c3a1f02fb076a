using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Tests.Diagnosis;

public sealed class LoginTargetTests
{
    [Theory]
    [InlineData("web-12", null, "web-12", null)]
    [InlineData("alice@web-12", "alice", "web-12", null)]
    [InlineData("alice@web-12:2222", "alice", "web-12", 2222)]
    [InlineData("alice@corp@web-12", "alice@corp", "web-12", null)]
    [InlineData("fd00::12", null, "fd00::12", null)]
    [InlineData("alice@[fd00::12]:2222", "alice", "fd00::12", 2222)]
    [InlineData("[fd00::12]", null, "fd00::12", null)]
    public void A_target_has_a_host_and_maybe_a_user_and_a_port(
        string typed,
        string? user,
        string host,
        int? port
    ) => Assert.Equal(new LoginTarget(user, host, port), LoginTarget.Parse(typed, out _));

    [Theory]
    [InlineData("", "expected [user@]host[:port]")]
    [InlineData("@web-12", "expected [user@]host[:port]")]
    [InlineData("alice@", "expected [user@]host[:port]")]
    [InlineData("web-12:0", "1 to 65535")]
    [InlineData("web-12:65536", "1 to 65535")]
    [InlineData("web-12:ssh", "1 to 65535")]
    [InlineData("-oProxyCommand=reboot", "do not begin with -")]
    [InlineData("-l@web-12", "do not begin with -")]
    [InlineData("web 12", "no blanks")]
    [InlineData("web\u001b[2J", "no blanks")]
    public void Anything_else_is_refused_with_what_was_expected(string typed, string expected)
    {
        Assert.Null(LoginTarget.Parse(typed, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
