namespace Fleet.Lab.Tests;

public sealed class BootTests
{
    [Fact]
    public async Task A_host_boots_with_systemd_journald_and_sshd()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        await using var lab = await Lab.OpenAsync();
        await using var web = await lab.StartHost("web-12");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"up in {web.StartedIn.TotalMilliseconds:F0} ms"
        );
        Assert.Equal("web-12\n", await web.DoAsync("hostname"));
        Assert.Equal(
            "active\nactive\nactive\n",
            await web.DoAsync("systemctl", "is-active", "ssh", "systemd-journald", "systemd-logind")
        );
    }
}
