namespace Fleet.Lab.Tests.Host;

public sealed class IdentityTests : LabTest
{
    [Fact]
    public async Task Two_hosts_started_at_once_are_two_hosts()
    {
        var hosts = await Task.WhenAll(Lab.StartHost("web-1"), Lab.StartHost("web-2"));
        await using var first = hosts[0];
        await using var second = hosts[1];

        Assert.NotEqual(first.Address, second.Address);
        foreach (
            var own in (string[])
                [
                    "/etc/machine-id",
                    "/etc/ssh/ssh_host_ed25519_key.pub",
                    "/etc/ssh/ssh_host_rsa_key.pub",
                ]
        )
        {
            Assert.NotEqual(first.ReadFile(own), second.ReadFile(own));
            Assert.NotEqual(
                File.Exists(own) ? await File.ReadAllTextAsync(own) : "",
                first.ReadFile(own)
            );
        }
        first.WriteFile("/etc/only-here", "");
        Assert.False(second.Root.Exists("/etc/only-here"));
        Assert.False(File.Exists("/etc/only-here"));
    }

    [Fact]
    public async Task Nothing_secret_of_the_machine_is_in_a_host()
    {
        await using var web = await Lab.StartHost("web-12");
        Assert.Equal("", await web.DoAsync("find", "/root/.ssh", "-type", "f"));
        Assert.DoesNotContain(":$", web.ReadFile("/etc/shadow"));
        Assert.False(web.Root.Exists("/var/log/journal"));
        Assert.False(web.Root.Exists("/var/log/dpkg.log"));
    }

    [Fact]
    public async Task A_second_host_of_the_same_name_is_refused_and_the_first_stays()
    {
        await using var web = await Lab.StartHost("web-12");
        var refused = await Assert.ThrowsAsync<LabException>(() => Lab.StartHost("web-12"));
        Assert.Contains("'web-12'", refused.Message);
        Assert.Equal("web-12\n", await web.DoAsync("hostname"));
    }

    [Theory]
    [InlineData("Web_12", "'Web_12' is no host name")]
    [InlineData("web-12", "without systemd nothing starts cron.service")]
    public async Task A_plan_that_cannot_be_is_refused_with_the_reason(string name, string reason)
    {
        var refused = await Assert.ThrowsAsync<LabException>(() =>
            Lab.StartHost(name, h => h.NoSystemd().Unit("cron.service"))
        );
        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public async Task A_plan_that_fails_leaves_room_for_the_next_attempt()
    {
        await Assert.ThrowsAsync<LabException>(() =>
            Lab.StartHost("web-12", h => h.AuthorizedKey("nobody-at-all", "ssh-ed25519 AAAA"))
        );
        await Assert.ThrowsAsync<LabException>(() =>
            Lab.StartHost("web-12", h => h.Nft("table inet {"))
        );
        await Assert.ThrowsAsync<LabException>(() =>
            Lab.StartHost("web-12", h => h.NoSystemd().Run("false"))
        );
        await using var web = await Lab.StartHost("web-12", h => h.NoSystemd());
        Assert.Equal("web-12\n", await web.DoAsync("hostname"));
    }
}
