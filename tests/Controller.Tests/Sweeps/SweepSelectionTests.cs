using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Sweeps;

namespace Fleet.Controller.Tests.Sweeps;

public sealed class SweepSelectionTests
{
    private static readonly ImmutableSortedDictionary<string, string> Prod =
        ImmutableSortedDictionary<string, string>.Empty.Add("env", "prod");

    [Theory]
    [InlineData("web-1", "prod", true)]
    [InlineData("db-1", "prod", true)]
    [InlineData("mail-1", "prod", false)]
    [InlineData("web-1", "dev", false)]
    public void A_host_needs_every_label_and_one_of_the_names(string name, string env, bool matches)
    {
        var selection = new SweepSelection(Prod, ["web-*", "db-1"]);

        Assert.Equal(matches, selection.Matches(new HostIdentity(name, Prod.SetItem("env", env))));
    }

    [Fact]
    public void The_same_selection_has_the_same_words_in_whatever_order_it_was_written()
    {
        var one = new SweepSelection(Prod.Add("dc", "a"), ["web-*", "db-1", "db-1"]);
        var other = new SweepSelection(Prod.Add("dc", "a"), ["db-1", "web-*"]);

        Assert.Equal("dc=a, env=prod, host db-1, host web-*", one.Words);
        Assert.Equal(one.Words, other.Words);
        Assert.Equal("every host", SweepSelection.Fleet.Words);
    }
}
