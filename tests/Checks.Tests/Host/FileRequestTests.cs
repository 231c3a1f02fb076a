using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

/// <summary>What every host answers about files: the same suite runs on the fake and on the real thing.</summary>
public abstract class FileRequestTests
{
    private static readonly UserIdentity Alice = new(41_001, 41_001, []);

    /// <summary>A host to plant files on.</summary>
    protected abstract IPlantedHost Plant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_read_with_its_status()
    {
        var host = Plant().File("/etc/ssh/sshd_config", "Port 22\n", 0b110_000_000);

        var reply = await host.Host.AskAsync(new ReadFile("/etc/ssh/sshd_config"), Cancel);

        Assert.True(reply.IsOk, reply.Reason);
        Assert.Equal("Port 22\n", reply.Value.Text);
        Assert.False(reply.Value.Truncated);
        Assert.Equal(FileKind.Regular, reply.Value.Status.Kind);
        Assert.Equal(0b110_000_000, reply.Value.Status.Mode);
        Assert.Equal(8, reply.Value.Status.Size);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/etc/passwd/below")]
    public async Task What_is_not_there_is_absent(string path)
    {
        var host = Plant().File("/etc/passwd", "");

        Assert.Equal(
            ReplyState.Absent,
            (await host.Host.AskAsync(new ReadFile(path), Cancel)).State
        );
        Assert.Equal(
            ReplyState.Absent,
            (await host.Host.AskAsync(new GetStatus(path), Cancel)).State
        );
        Assert.Equal(
            ReplyState.Absent,
            (await host.Host.AskAsync(new ListDirectory(path), Cancel)).State
        );
    }

    [Fact]
    public async Task A_reason_names_the_path_and_the_kernels_word()
    {
        var reply = await Plant().Host.AskAsync(new ReadFile("/nowhere"), Cancel);

        Assert.Equal("/nowhere: No such file or directory", reply.Reason);
    }

    [Theory]
    [InlineData(3, true, "abc")]
    [InlineData(6, false, "abcdef")]
    [InlineData(7, false, "abcdef")]
    public async Task A_file_longer_than_the_cap_is_cut_and_said_to_be(
        int cap,
        bool truncated,
        string text
    )
    {
        var host = Plant().File("/f", "abcdef");

        var reply = await host.Host.AskAsync(new ReadFile("/f", cap), Cancel);

        Assert.Equal((text, truncated), (reply.Value!.Text, reply.Value.Truncated));
    }

    [Fact]
    public async Task Reading_starts_where_it_is_told_to()
    {
        var host = Plant().File("/f", "abcdef");

        Assert.Equal(
            "def",
            (await host.Host.AskAsync(new ReadFile("/f", Offset: 3), Cancel)).Value!.Text
        );
        Assert.Equal(
            "",
            (await host.Host.AskAsync(new ReadFile("/f", Offset: 9), Cancel)).Value!.Text
        );
    }

    [Fact]
    public async Task A_fifo_and_a_directory_are_not_read()
    {
        var host = Plant().Fifo("/run/pipe");

        var fifo = await host.Host.AskAsync(new ReadFile("/run/pipe"), Cancel);
        var folder = await host.Host.AskAsync(new ReadFile("/run"), Cancel);

        Assert.Equal(
            (ReplyState.Failed, "/run/pipe: is not a regular file"),
            (fifo.State, fifo.Reason)
        );
        Assert.Equal(
            (ReplyState.Failed, "/run: is not a regular file"),
            (folder.State, folder.Reason)
        );
    }

    [Fact]
    public async Task Links_are_followed_inside_the_root_only()
    {
        var host = Plant()
            .File("/inside", "in")
            .Link("/a/absolute", "/inside")
            .Link("/a/climbing", "../../../../../../../../inside")
            .Link("/loop", "/loop");

        Assert.Equal(
            "in",
            (await host.Host.AskAsync(new ReadFile("/a/absolute"), Cancel)).Value!.Text
        );
        Assert.Equal(
            "in",
            (await host.Host.AskAsync(new ReadFile("/a/climbing"), Cancel)).Value!.Text
        );
        Assert.Equal(
            "/inside",
            (await host.Host.AskAsync(new ResolvePath("/a/climbing"), Cancel)).Value
        );
        Assert.Equal(
            "/loop: Too many levels of symbolic links",
            (await host.Host.AskAsync(new ReadFile("/loop"), Cancel)).Reason
        );
    }

    [Fact]
    public async Task A_link_has_a_status_of_its_own()
    {
        var host = Plant().File("/f", "abc").Link("/l", "/f");

        var link = await host.Host.AskAsync(new GetStatus("/l", FollowLinks: false), Cancel);
        var target = await host.Host.AskAsync(new GetStatus("/l"), Cancel);

        Assert.Equal(FileKind.SymbolicLink, link.Value!.Kind);
        Assert.Equal(FileKind.Regular, target.Value!.Kind);
    }

    [Fact]
    public async Task Names_come_in_byte_order()
    {
        var host = Plant()
            .File("/d/9.conf", "")
            .File("/d/10.conf", "")
            .File("/d/a", "")
            .File("/d/Z", "");

        var reply = await host.Host.AskAsync(new ListDirectory("/d"), Cancel);

        Assert.Equal(["10.conf", "9.conf", "Z", "a"], reply.Value);
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("")]
    [InlineData("/a\0b")]
    public async Task A_path_that_is_none_is_failed(string path) =>
        Assert.Equal(
            ReplyState.Failed,
            (await Plant().Host.AskAsync(new GetStatus(path), Cancel)).State
        );

    [Fact]
    public async Task A_file_is_opened_with_the_users_rights_and_with_no_others()
    {
        var host = Plant();
        host.NeedsRoot();
        host.File("/roots", "secret", 0b110_000_000)
            .File("/hers", "hers", 0b110_000_000, Alice.Uid, Alice.Gid)
            .File("/groups", "shared", 0b110_100_000, 0, 41_500)
            .Directory("/closed", 0b111_000_000)
            .File("/closed/open", "x", 0b110_100_100);

        async Task<ReplyState> Read(string path, UserIdentity who) =>
            (await host.Host.AskAsync(new ReadFile(path, As: who), Cancel)).State;
        var member = Alice with { Groups = [41_500] };

        Assert.Equal(ReplyState.Denied, await Read("/roots", Alice));
        Assert.Equal(ReplyState.Ok, await Read("/hers", Alice));
        Assert.Equal(ReplyState.Denied, await Read("/closed/open", Alice));
        Assert.Equal(ReplyState.Denied, await Read("/groups", Alice));
        Assert.Equal(ReplyState.Ok, await Read("/groups", member));
        Assert.Equal(ReplyState.Denied, await Read("/groups", Alice));
        Assert.True((await host.Host.AskAsync(new ReadFile("/roots"), Cancel)).IsOk);
    }
}

/// <summary>A host that tests can put files on.</summary>
public interface IPlantedHost
{
    IHost Host { get; }

    IPlantedHost File(
        string path,
        string text,
        int mode = 0b110_100_100,
        uint uid = 0,
        uint gid = 0
    );

    IPlantedHost Directory(string path, int mode);

    IPlantedHost Link(string path, string target);

    IPlantedHost Fifo(string path);

    /// <summary>Skips the test where the host cannot act as another user.</summary>
    void NeedsRoot();
}
