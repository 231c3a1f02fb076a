namespace Fleet.Lab.Tests.Host;

public sealed class BootTests : LabTest
{
    [Fact]
    public async Task A_host_boots_with_systemd_journald_logind_and_sshd()
    {
        await using var web = await Lab.StartHost("web-12");
        Report($"with systemd: up in {web.StartedIn.TotalMilliseconds:F0} ms");
        var states = await web.DoAsync(
            "systemctl",
            "is-active",
            "ssh",
            "systemd-journald",
            "systemd-logind"
        );
        Assert.Equal("active\nactive\nactive\n", states);
        Assert.Equal("web-12\n", await web.DoAsync("hostname"));
        Assert.Equal("systemd\n", await web.DoAsync("cat", "/proc/1/comm"));
        Assert.Contains(
            "Server listening on 0.0.0.0 port 22",
            await web.DoAsync("journalctl", "-u", "ssh")
        );
    }

    [Fact]
    public async Task No_unit_of_a_plain_host_fails()
    {
        await using var web = await Lab.StartHost("web-12");
        Assert.Equal(
            "",
            await web.DoAsync("systemctl", "list-units", "--failed", "--plain", "--no-legend")
        );
    }

    [Fact]
    public async Task Without_systemd_there_is_an_sshd_and_no_journal()
    {
        await using var box = await Lab.StartHost("box", h => h.NoSystemd());
        Report($"without systemd: up in {box.StartedIn.TotalMilliseconds:F0} ms");
        Assert.False(box.Root.Exists("/run/systemd/system"));
        Assert.False((await box.RunAsync("systemctl", "is-active", "ssh")).Succeeded);
        Assert.Contains("sshd: /usr/sbin/sshd [listener]", await box.DoAsync("ps", "-eo", "args"));
    }

    [Fact]
    public async Task A_host_whose_sshd_cannot_start_is_still_a_host()
    {
        await using var web = await Lab.StartHost("web-12", h => h.Sshd("PermitRotLogin no"));
        Assert.Contains(
            "Bad configuration option: PermitRotLogin",
            await web.DoAsync("journalctl", "-u", "ssh")
        );
        Assert.NotEqual("active\n", (await web.RunAsync("systemctl", "is-active", "ssh")).Stdout);
    }

    [Fact]
    public async Task After_a_power_cut_files_stay_and_processes_do_not()
    {
        await using var web = await Lab.StartHost("web-12");
        web.WriteFile("/var/lib/kept", "kept");
        web.WriteFile("/run/gone", "gone");
        var boot = web.ReadFile("/proc/sys/kernel/random/boot_id");
        await web.StartUnitAsync("sleeper", ["/bin/sleep", "600"]);
        Assert.Equal("active\n", await web.DoAsync("systemctl", "is-active", "sleeper"));

        await web.PowerCycleAsync();

        Assert.Equal("kept", web.ReadFile("/var/lib/kept"));
        Assert.False(web.Root.Exists("/run/gone"));
        Assert.NotEqual(boot, web.ReadFile("/proc/sys/kernel/random/boot_id"));
        Assert.Equal(
            "inactive\n",
            (await web.RunAsync("systemctl", "is-active", "sleeper")).Stdout
        );
    }
}
