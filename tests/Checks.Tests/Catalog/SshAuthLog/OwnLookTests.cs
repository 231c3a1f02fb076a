using System.Net;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

public sealed class OwnLookTests
{
    [Fact]
    public async Task What_the_agent_s_own_look_at_sshd_leaves_in_the_log_is_nobody_s_attempt()
    {
        var host = new FakeHost()
            .SshdInstalled()
            .OwnSshd(
                new SshProbeResult
                {
                    Connect = ConnectOutcome.Connected,
                    Local = new IPEndPoint(IPAddress.Loopback, 41000),
                }
            );
        var at = host.Clock.GetUtcNow().AddMinutes(-5);
        host.File(
            "/var/log/auth.log",
            Closed(at, 41000) + Closed(at, 41001),
            modified: host.Clock.GetUtcNow()
        );

        var seen = await new CheckRunner(host).RunAsync(
            new SshAuthLogCheck(),
            "",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(1, Assert.Single(Assert.Single(seen.Events).Counts).Count);
    }

    private static string Closed(DateTimeOffset at, int port) =>
        $"{at:yyyy-MM-ddTHH:mm:sszzz} web-12 sshd[811]: Connection closed by 127.0.0.1 port {port} [preauth]\n";
}
