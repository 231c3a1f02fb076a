using Fleet.Checks.Catalog.SshLimits;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Probe;

public sealed class RealSshdTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("LogLevel INFO")]
    [InlineData(
        "Ciphers 3des-cbc,aes128-ctr\nMACs hmac-md5\nKexAlgorithms diffie-hellman-group14-sha1"
    )]
    public async Task What_sshd_offers_on_the_wire_is_what_it_is_configured_for(string lines)
    {
        using var sshd = await RealSshd.StartAsync(lines.Split('\n'));
        var host = new LinuxHost(TimeProvider.System);

        var seen = await host.AskAsync(new LookAtOwnSshd("127.0.0.1", sshd.Port), Cancel);

        Assert.True(seen.IsOk, seen.Reason);
        Assert.Equal("", seen.Value.Reason);
        Assert.StartsWith(
            "OpenSSH_",
            seen.Value.Identification!.Software,
            StringComparison.Ordinal
        );
        var offer = seen.Value.Offer!;
        Assert.Equal(
            sshd.Effective("kexalgorithms"),
            List(offer.Kex.Where(n => !KexPseudoNames.Is(n)))
        );
        Assert.Equal(sshd.Effective("ciphers"), List(offer.CiphersToClient));
        Assert.Equal(sshd.Effective("macs"), List(offer.MacsToServer));
        Assert.Equal(["ssh-ed25519"], offer.HostKeys);
    }

    [Fact]
    public async Task A_look_soon_after_costs_sshd_nothing()
    {
        using var sshd = await RealSshd.StartAsync();
        var host = new LinuxHost(TimeProvider.System);

        var first = await host.AskAsync(new LookAtOwnSshd("127.0.0.1", sshd.Port), Cancel);
        var second = await host.AskAsync(new LookAtOwnSshd("127.0.0.1", sshd.Port), Cancel);

        Assert.Same(first.Value, second.Value);
    }

    [Theory]
    [InlineData("192.0.2.1", 22)]
    [InlineData("not an address", 22)]
    [InlineData("127.0.0.1", 0)]
    [InlineData("127.0.0.1", 65536)]
    public async Task A_host_looks_at_nobody_else(string address, int port) =>
        Assert.False(
            (
                await new LinuxHost(TimeProvider.System).AskAsync(
                    new LookAtOwnSshd(address, port),
                    Cancel
                )
            ).IsOk
        );

    [Fact]
    public async Task The_listeners_title_counts_who_has_not_authenticated()
    {
        using var sshd = await RealSshd.StartAsync("MaxStartups 7:30:9");
        using var one = await sshd.ConnectAsync();
        using var two = await sshd.ConnectAsync();
        var host = new LinuxHost(TimeProvider.System);
        SshdTitles titles;
        do
        {
            var all = await host.AskAsync(new ListProcesses(SshdTitles.Names), Cancel);
            titles = SshdTitles.Read([
                .. all.Value.Where(p => p.Pid == sshd.Pid || p.ParentPid == sshd.Pid),
            ]);
            await Task.Delay(50, Cancel);
        } while (titles.Unauthenticated < 2);

        Assert.Equal("7-9", titles.Limits);
    }

    private static string List(IEnumerable<string> names) => string.Join(',', names);
}
