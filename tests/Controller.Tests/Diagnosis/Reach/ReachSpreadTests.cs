using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Controller.Diagnosis.Reach;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Tests.Diagnosis.Reach;

public sealed class ReachSpreadTests
{
    [Fact]
    public void Every_network_has_its_turn_before_any_has_a_second()
    {
        var (from, left) = ReachSpread.Of(
            "web-01",
            [
                .. Enumerable.Range(1, 40).Select(i => Place($"web-{i:00}", "10.1.0.0/24")),
                Place("bastion", "10.2.0.0/24"),
            ]
        );

        Assert.Equal(ReachSpread.Most, from.Length);
        Assert.Equal(["bastion", "web-02", "web-03"], from.Take(3));
        Assert.DoesNotContain("web-01", from);
        Assert.Equal(40 - ReachSpread.Most, left);
    }

    [Fact]
    public void Who_is_not_connected_comes_last_and_is_not_counted_as_left_out()
    {
        var (from, left) = ReachSpread.Of(
            "web-1",
            [
                Place("a-gone", "10.3.0.0/24", LinkState.Offline),
                Place("web-2", "10.1.0.0/24"),
                Place("web-1", "10.1.0.0/24"),
            ]
        );

        Assert.Equal(["web-2", "a-gone"], from);
        Assert.Equal(0, left);
    }

    private static PlaceAnswer Place(
        string name,
        string network,
        LinkState link = LinkState.Online
    ) =>
        new(
            name.GetHashCode(StringComparison.Ordinal),
            name,
            ImmutableDictionary<string, string>.Empty,
            link,
            new SshEndPoints([new IPEndPoint(IPAddress.Loopback, 22)], [network])
        );
}
