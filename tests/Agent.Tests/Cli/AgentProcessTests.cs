using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Fleet.Agent.Tests.Fakes;

namespace Fleet.Agent.Tests.Cli;

/// <summary>The agent as the process that systemd sees.</summary>
public sealed partial class AgentProcessTests
{
    private const int Terminate = 15;

    [Fact]
    public async Task It_tells_systemd_that_it_is_ready_and_stops_cleanly_on_sigterm()
    {
        using var folder = new TempFolder();
        await using var controller = new FakeController(TimeProvider.System);
        await controller.StartAsync();
        var join =
            $"join {controller.Address} --token id.secret --pin {controller.Authority.Pin} --data {folder.Path}";
        Assert.Equal(0, await new Prompt().RunAsync(join));

        using var systemd = new Socket(
            AddressFamily.Unix,
            SocketType.Dgram,
            ProtocolType.Unspecified
        );
        systemd.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            Environment = { ["NOTIFY_SOCKET"] = folder["notify"], ["WATCHDOG_USEC"] = "200000" },
        };
        foreach (var argument in CommandLineOf("run", "--data", folder.Path))
        {
            start.ArgumentList.Add(argument);
        }

        using var agent = Process.Start(start)!;
        var said = agent.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("READY=1", await HearAsync(systemd));
        Assert.Equal("WATCHDOG=1", await HearAsync(systemd));
        await controller.UntilAsync(() => controller.Stored.Count > 0);
        Assert.Equal(0, Kill(agent.Id, Terminate));
        var last = "";
        while ((last = await HearAsync(systemd)) != "STOPPING=1")
        {
            Assert.Equal("WATCHDOG=1", last);
        }

        await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, agent.ExitCode);
        Assert.Contains("stopped", await said, StringComparison.Ordinal);
    }

    /// <summary>The agent's assembly with this test's dependencies: beside a test, the shared framework brings some that the agent has as packages.</summary>
    private static string[] CommandLineOf(params string[] arguments)
    {
        var tests = Path.ChangeExtension(typeof(AgentProcessTests).Assembly.Location, null);
        return
        [
            "exec",
            "--runtimeconfig",
            $"{tests}.runtimeconfig.json",
            "--depsfile",
            $"{tests}.deps.json",
            typeof(Fleet.Agent.Cli.CommandLine).Assembly.Location,
            .. arguments,
        ];
    }

    private static async Task<string> HearAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var bytes = new byte[256];
        return Encoding.UTF8.GetString(bytes, 0, await socket.ReceiveAsync(bytes, patience.Token));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
