namespace Fleet.Lab.Tests.Host;

public sealed class LogTests : LabTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_rsyslog_a_login_is_in_the_auth_log(bool systemd)
    {
        Assert.SkipWhen(Lab.WhyNoRsyslog() is not null, Lab.WhyNoRsyslog() ?? "");
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                (systemd ? h : h.NoSystemd())
                    .Rsyslog()
                    .User("alice")
                    .AuthorizedKey("alice", key.PublicLine)
        );
        await using var client = await Lab.StartClient("client");
        (await client.Ssh("alice@web-12", key)).OrThrow("login");

        var log = await web.DoAsync(
            "sh",
            "-c",
            "timeout 20 sh -c 'until grep Accepted /var/log/auth.log; do sleep 0.05; done'"
        );
        Assert.Contains($"Accepted publickey for alice from {client.Address}", log);
    }

    [Fact]
    public async Task Without_rsyslog_there_is_no_auth_log()
    {
        await using var web = await Lab.StartHost("web-12");
        Assert.False(web.Root.Exists("/var/log/auth.log"));
    }
}
