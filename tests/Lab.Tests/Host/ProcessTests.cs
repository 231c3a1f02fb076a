namespace Fleet.Lab.Tests.Host;

public sealed class ProcessTests : LabTest
{
    [Fact]
    public async Task A_published_folder_is_seen_in_the_host_and_cannot_be_written()
    {
        await using var box = await Lab.StartHost(
            "box",
            h => h.NoSystemd().BindReadOnly(AppContext.BaseDirectory, "/opt/fleet")
        );
        Assert.Contains("Fleet.Lab.dll", await box.DoAsync("ls", "/opt/fleet"));
        Assert.Contains(
            "Read-only file system",
            (await box.RunAsync("touch", "/opt/fleet/new")).Stderr
        );
    }

    [Fact]
    public async Task What_runs_in_the_lab_is_reached_at_the_gateway()
    {
        string[] echo =
        [
            "systemd-socket-activate",
            "--inetd",
            "--accept",
            $"--listen={Lab.Gateway}:8443",
            "cat",
        ];
        await using var controller = Lab.StartProcess(echo);
        await using var box = await Lab.StartHost("box", h => h.NoSystemd());
        var talk =
            $"until exec 3<>/dev/tcp/{Lab.Gateway}/8443; do sleep 0.05; done; echo hello >&3; head -n1 <&3";
        Assert.Equal("hello\n", await box.DoAsync("bash", "-c", talk));
    }

    [Fact]
    public async Task A_process_in_a_host_ends_when_it_is_disposed_of()
    {
        await using var box = await Lab.StartHost("box", h => h.NoSystemd());
        await using (box.StartProcess(["sleep", "4711"]))
        {
            await Eventually(async () =>
                (await box.RunAsync("pgrep", "-f", "sleep 4711")).Succeeded
            );
        }
        await Eventually(async () => !(await box.RunAsync("pgrep", "-f", "sleep 4711")).Succeeded);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_stopped()
    {
        await using var box = await Lab.StartHost("box", h => h.NoSystemd());
        var result = await box.RunAsync(["sleep", "600"], limit: TimeSpan.FromMilliseconds(200));
        Assert.Equal(CommandResult.TimedOut, result.Exit);
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
