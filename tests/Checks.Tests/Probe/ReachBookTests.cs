using System.Net;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Probe;

public sealed class ReachBookTests
{
    private static readonly IPEndPoint Web = IPEndPoint.Parse("192.0.2.2:22");
    private readonly FakeTime _time = new();
    private int _looks;

    [Fact]
    public async Task An_assigned_endpoint_is_looked_at_once_in_ten_minutes_and_on_demand_once_in_ten_seconds()
    {
        var book = Book();
        await LookAsync(book, Web, onDemand: false);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False((await LookAsync(book, Web, onDemand: true))!.IsNew);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await LookAsync(book, Web, onDemand: true))!.IsNew);
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.False((await LookAsync(book, Web, onDemand: false))!.IsNew);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await LookAsync(book, Web, onDemand: false))!.IsNew);

        Assert.Equal(3, _looks);
    }

    [Fact]
    public async Task No_more_than_sixty_looks_are_made_in_a_minute_whoever_asks()
    {
        var book = Book();
        for (var port = 1; port <= 100; port++)
        {
            await LookAsync(book, new IPEndPoint(Web.Address, port), onDemand: true);
        }

        Assert.Equal(60, _looks);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await LookAsync(book, Web, onDemand: true));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Nobody_can_have_this_host_look_at_itself_or_at_everybody(string address)
    {
        var host = new LinuxHost(TimeProvider.System, reach: Book());
        var asked = new LookAtFleetSshd(address, 22, OnDemand: true);

        Assert.Equal(ReplyState.Denied, (await host.AskAsync(asked, CancellationToken.None)).State);
        Assert.Equal(0, _looks);
    }

    [Fact]
    public async Task On_schedule_only_what_is_assigned_is_looked_at()
    {
        var book = Book();
        var host = new LinuxHost(TimeProvider.System, reach: book);
        var asked = new LookAtFleetSshd("192.0.2.2", 22);
        Assert.Equal(ReplyState.Denied, (await host.AskAsync(asked, CancellationToken.None)).State);

        book.Assign([new ReachTarget("web-12", [Web], default, default)]);
        Assert.True((await host.AskAsync(asked, CancellationToken.None)).IsOk);
    }

    private ReachBook Book() => new(new Counting(() => _looks++), _time);

    private static async Task<ReachLook?> LookAsync(ReachBook book, IPEndPoint at, bool onDemand) =>
        await book.LookAsync(at, onDemand, CancellationToken.None);

    private sealed class Counting(Action looked) : ISshProbe
    {
        public ValueTask<SshProbeResult> LookAsync(
            IPEndPoint target,
            CancellationToken cancellationToken
        )
        {
            looked();
            return new(new SshProbeResult { Connect = ConnectOutcome.Refused });
        }
    }
}
