using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Tests.Diagnosis;

/// <summary>The real ssh against a server that hangs up.</summary>
public sealed class ClientProgramsTests
{
    [Fact]
    public async Task The_words_of_ssh_and_the_port_it_came_from_are_both_known()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var run = new ClientPrograms(TimeProvider.System).RunAsync(
            ClientProgram.Ssh,
            [
                "-F",
                "none",
                "-v",
                "-p",
                port.ToString(CultureInfo.InvariantCulture),
                "alice@127.0.0.1",
            ],
            TimeSpan.FromSeconds(30),
            TestContext.Current.CancellationToken
        );
        using var came = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var seen = ((IPEndPoint)came.Client.RemoteEndPoint!).Port;
        // Long enough for the look at its sockets, which repeats.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await came.GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes("debug1: Authentication succeeded (none).\r\n"),
                TestContext.Current.CancellationToken
            );
        came.Close();

        var said = (await run).Value!;

        Assert.Contains("debug1: Connection established.", said.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("\ndebug1: Authentication", said.Log, StringComparison.Ordinal);
        Assert.Equal("", said.Error);
        Assert.Equal(seen, said.LocalPort);
    }
}
