using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Host;
using Fleet.Checks.Host.Linux;

namespace Fleet.Checks.Tests.Host;

public sealed class LinuxHostProcessTests
{
    private readonly LinuxHost _host = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listening_socket_has_its_holder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var sockets = await _host.AskAsync(new ListTcpSockets(), Cancel);

        Assert.True(sockets.IsOk, sockets.Reason);
        Assert.Contains(
            $"0100007F:{port:X4} 00000000:0000 0A",
            sockets.Value.Tcp,
            StringComparison.Ordinal
        );
        Assert.Contains(
            sockets.Value.Holders.Values,
            held => held.Any(process => process.Pid == Environment.ProcessId)
        );
    }

    [Fact]
    public async Task A_process_is_found_by_its_name_with_what_it_is()
    {
        using var sleeper = Process.Start("/usr/bin/sleep", "1000");
        try
        {
            var found = await _host.AskAsync(new ListProcesses(["sleep"]), Cancel);

            var process = Assert.Single(found.Value, process => process.Pid == sleeper.Id);
            Assert.Equal(Environment.ProcessId, process.ParentPid);
            Assert.Equal(["/usr/bin/sleep", "1000"], process.Arguments);
            Assert.EndsWith("sleep", process.Executable, StringComparison.Ordinal);
            Assert.InRange(
                process.StartedAt,
                DateTimeOffset.UtcNow.AddMinutes(-1),
                DateTimeOffset.UtcNow.AddMinutes(1)
            );
        }
        finally
        {
            sleeper.Kill();
        }
    }

    [Fact]
    public async Task A_process_of_a_container_is_none_of_the_hosts()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a process namespace needs root");
        using var container = Process.Start(
            "/usr/bin/unshare",
            ["--pid", "--fork", "--kill-child", "--", "/usr/bin/sleep", "1717"]
        );
        try
        {
            var inside = await ChildOfAsync(container.Id);

            var found = await _host.AskAsync(new ListProcesses(["sleep"]), Cancel);

            Assert.DoesNotContain(found.Value, process => process.Pid == inside);
        }
        finally
        {
            container.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The child once it runs what it was made for.</summary>
    private static async Task<int> ChildOfAsync(int parent)
    {
        while (true)
        {
            var child = await File.ReadAllTextAsync(
                $"/proc/{parent}/task/{parent}/children",
                Cancel
            );
            if (
                int.TryParse(child, out var id)
                && await File.ReadAllTextAsync($"/proc/{id}/comm", Cancel) == "sleep\n"
            )
            {
                return id;
            }

            await Task.Delay(10, Cancel);
        }
    }

    [Fact]
    public async Task The_clock_names_the_boot()
    {
        var clock = await _host.AskAsync(new ReadClock(), Cancel);

        Assert.True(Guid.TryParse(clock.Value!.BootId, out _));
        Assert.True(clock.Value.SinceBoot > TimeSpan.Zero);
    }

    [Fact]
    public async Task Arguments_that_a_command_does_not_declare_are_a_defect() =>
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await _host.AskAsync(new RunCommand(HostCommand.SshdTest, ["-D"]), Cancel)
        );

    [Fact]
    public async Task Much_on_both_outputs_neither_deadlocks_nor_passes_the_cap()
    {
        var script = "head -c 65536 /dev/zero >&2; head -c 200000 /dev/zero; exit 3";

        var reply = await Shell(script, TimeSpan.FromSeconds(30));

        Assert.True(reply.IsOk, reply.Reason);
        Assert.Equal(
            (3, 100_000, 65_536),
            (reply.Value.ExitCode, reply.Value.Output.Length, reply.Value.Error.Length)
        );
        Assert.True(reply.Value.Truncated);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_deadline_ends_the_command_and_what_it_started()
    {
        // The number makes these sleepers this test's own.
        var seconds = $"90{Environment.ProcessId}";

        var reply = await Shell(
            $"sleep {seconds} & sleep {seconds}",
            TimeSpan.FromMilliseconds(300)
        );

        Assert.Equal(
            (ReplyState.Failed, "/bin/sh: did not end within 0.3 s"),
            (reply.State, reply.Reason)
        );
        // A killed process is gone once it was given the processor to die on.
        while (await IsLeftAsync(seconds))
        {
            await Task.Delay(20, Cancel);
        }
    }

    private async Task<bool> IsLeftAsync(string argument)
    {
        var left = await _host.AskAsync(new ListProcesses(["sleep"]), Cancel);
        return left.Value.Any(process => process.Arguments.Contains(argument));
    }

    [Fact]
    public async Task A_command_sees_an_empty_input_and_two_variables()
    {
        var reply = await Shell("cat; env", TimeSpan.FromSeconds(30));

        Assert.Equal(
            ["LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "PWD=/"],
            reply
                .Value!.Output.TrimEnd()
                .Split('\n')
                .Where(line => line[0] != '_')
                .Order(StringComparer.Ordinal)
        );
    }

    private static Task<Reply<CommandOutput>> Shell(string script, TimeSpan deadline) =>
        new ChildProcess("/bin/sh", ["-c", script], deadline, 100_000).RunAsync(
            TimeProvider.System,
            Cancel
        );
}
