using System.Diagnostics;
using System.Globalization;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

public sealed class LinuxHostMachineTests : IDisposable
{
    private readonly TemporaryTree _tree = new();
    private readonly LinuxHost _host = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_file_system_is_as_large_as_df_says()
    {
        var reply = await _host.AskAsync(new GetSpace("/"), Cancel);

        Assert.True(reply.IsOk, reply.Reason);
        var df = await RunAsync("df", "-B1", "--output=size,itotal", "/");
        Assert.Equal(
            string.Join(
                " ",
                df.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[^2..]
            ),
            $"{Text(reply.Value.TotalBytes)} {Text(reply.Value.Inodes)}"
        );
        Assert.InRange(reply.Value.AvailableBytes, 0, reply.Value.FreeBytes);
        Assert.InRange(reply.Value.FreeInodes, 0, reply.Value.Inodes);
    }

    [Fact]
    public async Task Space_of_what_is_not_there_is_absent()
    {
        var reply = await _host.AskAsync(new GetSpace("/nowhere"), Cancel);

        Assert.Equal(
            (ReplyState.Absent, "/nowhere: No such file or directory"),
            (reply.State, reply.Reason)
        );
    }

    [Fact]
    public async Task A_planted_label_is_read_and_a_file_without_one_has_none()
    {
        _tree.File("/labelled", "x", 0b110_100_100, 0, 0).File("/plain", "x", 0b110_100_100, 0, 0);
        _tree.Link("/link", "/labelled");
        var set = await TrySetAsync(_tree.Root + "/labelled", "system_u:object_r:ssh_home_t:s0");
        Assert.SkipUnless(set, "no right to set security.selinux here, or no setfattr/python3");

        var label = await _tree.Host.AskAsync(new GetSecurityLabel("/labelled"), Cancel);
        var none = await _tree.Host.AskAsync(new GetSecurityLabel("/plain"), Cancel);
        var ofLink = await _tree.Host.AskAsync(
            new GetSecurityLabel("/link", FollowLinks: false),
            Cancel
        );

        Assert.Equal("system_u:object_r:ssh_home_t:s0", label.Value);
        Assert.Equal(
            (ReplyState.Absent, "/plain: has no SELinux label"),
            (none.State, none.Reason)
        );
        Assert.Equal(ReplyState.Absent, ofLink.State);
    }

    [Fact]
    public async Task The_kernel_tells_its_clocks_discipline()
    {
        var reply = await _host.AskAsync(new ReadClockDiscipline(), Cancel);

        Assert.True(reply.IsOk, reply.Reason);
        Assert.InRange(reply.Value.MaxError, TimeSpan.Zero, TimeSpan.FromSeconds(1000));
    }

    [Fact]
    public void Every_command_knows_where_it_is_and_what_it_is_called_with() =>
        Assert.All(
            HostCommand.All,
            command =>
            {
                Assert.False(command.Paths.IsDefaultOrEmpty, command.Name);
                Assert.False(command.FixedArguments.IsDefault, command.Name);
            }
        );

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> TrySetAsync(string path, string label)
    {
        if (!File.Exists("/usr/bin/python3"))
        {
            return false;
        }

        const string program =
            "import os,sys\ntry: os.setxattr(sys.argv[1],'security.selinux',sys.argv[2].encode()+b'\\0'); print('set')\nexcept OSError as e: print(e)";
        return (await RunAsync("python3", "-c", program, path, label)).Trim() == "set";
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var child = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var said = await child.StandardOutput.ReadToEndAsync(Cancel);
        await child.WaitForExitAsync(Cancel);
        return said;
    }
}
