using System.Net;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Access.Logins;

public sealed class SourceCutsTests
{
    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.1.*")]
    [InlineData("10.1*")]
    [InlineData("192.0.2.7,!192.0.2.8,192.0.2.0/24")]
    [InlineData("1*,!10.0.0.0/9")]
    [InlineData("0.0.0.0/0")]
    [InlineData("255.255.255.255,0.0.0.0")]
    [InlineData("*.example.com,10.0.0.1")]
    public void Within_a_piece_a_list_says_the_same_of_every_address(string list)
    {
        var random = new Random(7);
        var cuts = SourceCuts.Of([list], isVersion6: false);
        Assert.Null(cuts.Open);
        foreach (var (from, to) in cuts.Pieces)
        {
            var first = Says(from, list);
            Assert.Equal(first, Says(to, list));
            for (var tries = 0; tries < 50; tries++)
            {
                var at = from + (UInt128)(random.NextDouble() * (double)(to - from));
                Assert.Equal(first, Says(UInt128.Min(at, to), list));
            }
        }
    }

    [Fact]
    public void The_pieces_are_the_whole_family()
    {
        var pieces = SourceCuts.Of(["2001:db8::/32"], isVersion6: true).Pieces.ToList();

        Assert.Equal(3, pieces.Count);
        Assert.Equal((UInt128.MinValue, UInt128.MaxValue), (pieces[0].From, pieces[^1].To));
    }

    [Theory]
    [InlineData("10.*.0.1", false)]
    [InlineData("10.0.0.?", false)]
    [InlineData("2001:db8:*", true)]
    public void A_pattern_that_no_networks_stand_for_is_said(string pattern, bool isVersion6)
    {
        Assert.Equal(pattern, SourceCuts.Of([pattern], isVersion6).Open);
        Assert.Null(SourceCuts.Of([pattern], !isVersion6).Open);
    }

    private static bool Says(UInt128 number, string list)
    {
        var text = SourceCuts.Address(number, isVersion6: false).ToString();
        Assert.True(IPAddress.TryParse(text, out _));
        return SshdPatterns.HostOrAddress(text, text, list);
    }
}
