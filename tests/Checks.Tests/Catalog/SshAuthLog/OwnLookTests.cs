using System.Net;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

public sealed class OwnLookTests
{
    private const string Close = "Connection closed by 127.0.0.1 port 41000 [preauth]";

    [Theory]
    [InlineData(Close, 5, 0)]
    [InlineData("Connection closed by 127.0.0.1 port 41001 [preauth]", 5, 1)]
    [InlineData("Connection closed by 127.0.0.2 port 41000 [preauth]", 5, 1)]
    [InlineData(Close, 300, 1)]
    [InlineData("Failed password for root from 127.0.0.1 port 41000 ssh2", 5, 1)]
    public async Task What_the_agent_s_own_look_leaves_in_the_log_is_nobody_s_attempt_and_nothing_else_is(
        string message,
        int secondsAgo,
        int counted
    )
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
        var now = host.Clock.GetUtcNow();
        host.File(
            "/var/log/auth.log",
            $"{now.AddSeconds(-secondsAgo):yyyy-MM-ddTHH:mm:sszzz} web-12 sshd[811]: {message}\n",
            modified: now
        );

        var seen = await new CheckRunner(host).RunAsync(
            new SshAuthLogCheck(),
            "",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(counted, seen.Events.Sum(bucket => bucket.Counts.Sum(count => count.Count)));
    }
}
