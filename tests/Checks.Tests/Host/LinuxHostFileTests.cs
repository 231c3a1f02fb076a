using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

public sealed class LinuxHostFileTests : FileRequestTests, IDisposable
{
    private readonly TemporaryTree _tree = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _tree.Dispose();

    protected override IPlantedHost Plant() => _tree;

    [Fact]
    public async Task A_link_to_what_only_the_outside_has_is_absent()
    {
        _tree.Link("/escape", _tree.Root + "/f").File("/f", "x", 0b110_100_100, 0, 0);

        var reply = await _tree.Host.AskAsync(new ReadFile("/escape"), Cancel);

        Assert.Equal(ReplyState.Absent, reply.State);
    }

    [Fact]
    public async Task Magic_links_of_proc_lead_nowhere()
    {
        var host = new LinuxHost(TimeProvider.System);

        var reply = await host.AskAsync(new ReadFile("/proc/self/exe"), Cancel);

        Assert.Equal(ReplyState.Failed, reply.State);
    }

    [Fact]
    public async Task Files_of_proc_are_read_to_their_end()
    {
        var host = new LinuxHost(TimeProvider.System);

        var reply = await host.AskAsync(new ReadFile("/proc/self/status"), Cancel);

        Assert.Contains("Uid:", reply.Value!.Text, StringComparison.Ordinal);
        Assert.False(reply.Value.Truncated);
    }

    [Fact]
    public async Task Devices_are_not_read()
    {
        var host = new LinuxHost(TimeProvider.System);

        var reply = await host.AskAsync(new ReadFile("/dev/zero"), Cancel);

        Assert.Equal("/dev/zero: is not a regular file", reply.Reason);
    }

    [Fact]
    public async Task A_tree_of_files_has_no_processes_sockets_or_commands()
    {
        Assert.Equal(
            ReplyState.Failed,
            (await _tree.Host.AskAsync(new ListTcpSockets(), Cancel)).State
        );
        Assert.Equal(
            ReplyState.Failed,
            (await _tree.Host.AskAsync(new ListProcesses(["sshd"]), Cancel)).State
        );
        Assert.Equal(
            ReplyState.Failed,
            (await _tree.Host.AskAsync(new RunCommand(HostCommand.SshdTest, []), Cancel)).State
        );
    }

    [Fact]
    public async Task What_the_owner_denies_is_denied_although_it_could_be_done()
    {
        var host = new LinuxHost(TimeProvider.System, denied: [Capability.InspectProcesses]);

        var reply = await host.AskAsync(new ListTcpSockets(), Cancel);

        Assert.Equal(
            (ReplyState.Denied, "InspectProcesses is denied by this host's owner"),
            (reply.State, reply.Reason)
        );
    }

    [Fact]
    public void A_root_that_does_not_exist_is_named() =>
        Assert.Contains(
            "/no/such/root: No such file",
            Assert
                .Throws<IOException>(() => new LinuxHost(TimeProvider.System, "/no/such/root"))
                .Message,
            StringComparison.Ordinal
        );
}
