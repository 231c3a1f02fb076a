using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Authority.Roles;

namespace Fleet.Controller.Tests.Api.Callers;

/// <summary>Real processes of other users at the other end of a real socket.</summary>
public sealed class SocketPeersTests
{
    private const uint Group = 54_321;

    [Theory]
    [InlineData("--regid 65534 --groups 54321", Role.Operator)]
    [InlineData("--regid 54321 --clear-groups", Role.Operator)]
    [InlineData("--regid 65534 --groups 54320,54322", Role.Unspecified)]
    [InlineData("--regid 65534 --clear-groups", Role.Unspecified)]
    public async Task A_member_of_the_group_is_an_operator_and_others_are_nobody(
        string groups,
        Role expected
    ) =>
        Assert.Equal(
            expected,
            (await FindAsync(new SocketGroup("operators", Group), $"--reuid 65534 {groups}"))?.Role
                ?? Role.Unspecified
        );

    [Fact]
    public async Task Without_a_group_only_the_owner_is_let_in()
    {
        Assert.Null(await FindAsync(null, $"--reuid 65534 --regid {Group} --clear-groups"));
        Assert.Equal(Role.Admin, (await FindAsync(null, "--clear-groups"))?.Role);
    }

    private static async Task<OperatorIdentity?> FindAsync(SocketGroup? group, string identity)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "not root: no other user to be");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "no setpriv is installed");
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("fleet-peer");
        folder.UnixFileMode |= UnixFileMode.OtherExecute;
        var path = Path.Combine(folder.FullName, "socket");
        using var listener = new Socket(
            AddressFamily.Unix,
            SocketType.Stream,
            ProtocolType.Unspecified
        );
        listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        listener.Listen();
        const string client =
            "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.recv(1)";
        using var peer = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/setpriv",
                [.. identity.Split(' '), "/usr/bin/python3", "-c", client, path]
            )
            {
                UseShellExecute = false,
            }
        )!;
        try
        {
            using var accepted = await listener.AcceptAsync(cancel);
            return new SocketPeers(group).Find(accepted);
        }
        finally
        {
            await peer.WaitForExitAsync(cancel);
            folder.Delete(recursive: true);
        }
    }
}
