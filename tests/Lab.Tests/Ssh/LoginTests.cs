namespace Fleet.Lab.Tests.Ssh;

public sealed class LoginTests : LabTest
{
    [Fact]
    public async Task A_key_opens_the_door_and_another_does_not()
    {
        var (key, other) = (await Lab.NewKey("alice"), await Lab.NewKey("other"));
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").AuthorizedKey("alice", key.PublicLine)
        );
        await using var client = await Lab.StartClient("client");

        var login = await client.SshRun("alice@web-12", ["id", "-un"], key);
        Assert.Equal("alice\n", login.OrThrow("login").Stdout);
        Assert.True((await client.Ssh("alice@web-12.v6", key)).Succeeded);

        var refused = await client.Ssh("alice@web-12", other);
        Assert.Equal(255, refused.Exit);
        Assert.Contains("Permission denied (publickey,password)", refused.Stderr);
        var journal = await web.DoAsync("journalctl", "-u", "ssh");
        Assert.Contains($"Accepted publickey for alice from {client.Address}", journal);
    }

    [Theory]
    [InlineData("PermitRootLogin no", false)]
    [InlineData("PermitRootLogin prohibit-password", true)]
    public async Task A_drop_in_decides(string line, bool opens)
    {
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.NoSystemd().Sshd(line).AuthorizedKey("root", key.PublicLine)
        );
        await using var client = await Lab.StartClient("client");
        Assert.Equal(opens, (await client.Ssh("root@web-12", key)).Succeeded);
    }

    [Theory]
    [InlineData("correct horse", true)]
    [InlineData("wrong horse", false)]
    public async Task A_password_opens_the_door_when_it_is_right(string tried, bool opens)
    {
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.NoSystemd().User("alice").Password("alice", "correct horse")
        );
        await using var client = await Lab.StartClient("client");
        Assert.Equal(opens, (await client.SshPassword("alice@web-12", tried)).Succeeded);
    }

    [Fact]
    public async Task A_client_only_goes_out()
    {
        await using var client = await Lab.StartClient("client");
        Report($"client: up in {client.StartedIn.TotalMilliseconds:F0} ms");
        Assert.False(client.HasSystemd);
        Assert.Equal("", await client.DoAsync("ss", "-Htln"));
        Assert.False(client.Root.Exists("/etc/ssh/ssh_host_rsa_key"));
    }

    [Fact]
    public async Task A_host_without_sshd_refuses_the_connection()
    {
        await using var box = await Lab.StartHost("box", h => h.Without("sshd"));
        await using var client = await Lab.StartClient("client");
        Assert.Contains("Connection refused", (await client.Ssh("root@box")).Stderr);
        Assert.False((await box.RunAsync("sh", "-c", "command -v sshd")).Succeeded);
    }
}
