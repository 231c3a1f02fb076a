namespace Fleet.Lab.Tests.Diagnosing;

/// <summary>Faults on a real host, told by the real command from a real client: the cause, and a repair that works as it is printed.</summary>
public sealed class DiagnoseTests : LabTest
{
    private const string EstablishedOnly =
        "add table inet filter; add chain inet filter input { type filter hook input priority 0; policy drop; }; "
        + "add rule inet filter input ct state established,related accept; add rule inet filter input meta l4proto { icmp, ipv6-icmp } accept";

    [Fact]
    public async Task A_login_that_works_has_no_cause()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);

        var told = await scene.DiagnoseAsync();

        Report($"healthy: {told.Seconds} s");
        Assert.Equal((0, "works"), (told.Exit, told.Outcome));
        Assert.Empty(told.Causes);
    }

    [Fact]
    public async Task A_stopped_sshd_is_told_and_started_by_its_fix()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);
        await scene.Scene.Web.DoAsync("systemctl", "stop", "ssh");

        await ExpectAsync(scene, "listener", "listener.stopped certain");
        await HealAsync(scene);
    }

    [Fact]
    public async Task A_firewall_that_drops_is_told_with_its_rule()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);
        await scene.Scene.Web.DoAsync("nft", EstablishedOnly);

        var told = await ExpectAsync(scene, "firewall", "firewall.drop certain");
        Assert.Contains("policy drop", told.ToString(), StringComparison.Ordinal);
        await HealAsync(scene);
    }

    [Fact]
    public async Task A_key_that_is_not_in_the_file_is_told()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);
        scene.Scene.Web.WriteFile("/home/alice/.ssh/authorized_keys", "", "0600", "alice");

        await ExpectAsync(scene, "key", "key.not_in_file certain");
    }

    [Fact]
    public async Task A_home_that_others_may_write_is_told_and_closed_by_its_fix()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);
        await scene.Scene.Web.DoAsync("chmod", "777", "/home/alice");

        var told = await ExpectAsync(scene, "paths", "paths.strict_modes certain");
        Assert.Equal(["chmod go-w /home/alice"], told.Fixes("host"));
        await HealAsync(scene);
    }

    [Fact]
    public async Task A_host_key_that_changed_is_told_and_forgotten_by_its_fix()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab);
        await scene.Scene.Web.DoAsync("sh", "-c", "rm /etc/ssh/ssh_host_*; ssh-keygen -A");
        await scene.Scene.RestartSshdAsync();

        var told = await ExpectAsync(scene, "host_key", "host_key.changed certain");
        foreach (var fix in told.Fixes("client"))
        {
            await scene.Scene.Client.DoAsync("sh", "-c", fix);
        }

        (await scene.Scene.LoginAsync()).OrThrow("login after the fix");
    }

    [Fact]
    public async Task Without_a_controller_the_client_alone_tells_what_it_can()
    {
        await using var scene = await DiagnosedScene.OpenAsync(Lab, withController: false);
        var healthy = await scene.DiagnoseAsync();
        Assert.Equal((0, "works"), (healthy.Exit, healthy.Outcome));

        await scene.Scene.Web.DoAsync("systemctl", "stop", "ssh");
        var refused = await scene.DiagnoseAsync();
        Assert.Equal("listener.refused likely", refused.Causes[0]);

        await scene.Scene.Web.DoAsync("systemctl", "start", "ssh");
        await scene.Scene.Web.DoAsync("chmod", "777", "/home/alice");
        var denied = await scene.DiagnoseAsync();
        Assert.Equal("key.refused possible", denied.Causes[0]);
    }

    private static async Task<Diagnosis> ExpectAsync(
        DiagnosedScene scene,
        string gate,
        string cause
    )
    {
        var told = await scene.DiagnoseAsync();
        Report($"{cause}: {told.Seconds} s");
        Assert.True(
            told.Exit == 1 && told.ClosedGate == gate && told.Causes.FirstOrDefault() == cause,
            told.ToString()
        );
        return told;
    }

    // The printed commands, as somebody would paste them.
    private static async Task HealAsync(DiagnosedScene scene)
    {
        foreach (var fix in (await scene.DiagnoseAsync()).Fixes("host"))
        {
            await scene.Scene.Web.DoAsync("sh", "-c", fix);
        }

        (await scene.Scene.LoginAsync()).OrThrow("login after the fix");
        Assert.Equal(0, (await scene.DiagnoseAsync()).Exit);
    }
}
