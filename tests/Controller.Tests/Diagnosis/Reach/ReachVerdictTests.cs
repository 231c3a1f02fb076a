using System.Net;
using Fleet.Controller.Diagnosis.Reach;

namespace Fleet.Controller.Tests.Diagnosis.Reach;

public sealed class ReachVerdictTests
{
    [Fact]
    public void Everybody_gets_through() =>
        Says(ReachFault.None, ("a", "connected", true), ("b", "connected", true));

    [Fact]
    public void Where_nobody_gets_through_it_is_the_target() =>
        Assert.Contains(
            "the fault is at the host or right before it",
            Says(ReachFault.Target, ("a", "timed out", true), ("b", "timed out", true))
        );

    [Fact]
    public void Where_one_does_not_that_way_is_cut() =>
        Assert.Contains(
            "not from b in 10.2.0.0/24 (timed out): the host is in order, the way from there is cut",
            Says(ReachFault.Way, ("a", "connected", true), ("b", "timed out", true))
        );

    [Fact]
    public void A_network_from_which_it_was_never_reached_is_perhaps_meant_to_be_apart() =>
        Says(ReachFault.Apart, ("a", "connected", true), ("b", "timed out", false));

    [Fact]
    public void A_single_vantage_point_cannot_tell() =>
        Assert.Contains(
            "a single vantage point cannot tell",
            Says(ReachFault.Target, ("a", "refused", true))
        );

    [Fact]
    public void A_vantage_point_that_could_not_be_asked_says_nothing() =>
        Says(ReachFault.Unknown, ("a", "", true));

    private static string Says(
        ReachFault fault,
        params (string From, string Outcome, bool Was)[] sights
    )
    {
        var verdict = Assert.Single(
            ReachVerdict.Of(
                "web-12",
                sights.Select(s => new ReachSight(
                    s.From,
                    [$"10.{(s.From == "a" ? 1 : 2)}.0.0/24"],
                    IPEndPoint.Parse("192.0.2.2:22"),
                    s.Outcome,
                    s.Was
                ))
            )
        );
        Assert.Equal(fault, verdict.Fault);
        return verdict.Text;
    }
}
