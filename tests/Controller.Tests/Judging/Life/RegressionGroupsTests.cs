using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class RegressionGroupsTests
{
    private static readonly RegressionKey Root = new(
        RegressionKind.Rule,
        "ssh.config/permit_root_login",
        ""
    );

    private static GroupMember Member(long id, int minute, string after = "yes") =>
        new(id, Root, "no", after, HostStory.Start.AddMinutes(minute));

    [Fact]
    public void The_same_change_at_nearly_the_same_time_is_one_group_named_by_its_lowest_id()
    {
        var groups = RegressionGroups.Of([Member(130, 0), Member(121, 7), Member(150, 15)]);

        Assert.All(groups.Values, id => Assert.Equal(121, id));
    }

    [Fact]
    public void What_comes_later_is_a_group_of_its_own() =>
        Assert.Equal(
            [1L, 1, 3, 3],
            RegressionGroups
                .Of([Member(1, 0), Member(2, 15), Member(3, 16), Member(4, 31)])
                .OrderBy(each => each.Key)
                .Select(each => each.Value)
        );

    [Fact]
    public void Another_value_is_another_group() =>
        Assert.Equal(
            2,
            RegressionGroups.Of([Member(1, 0), Member(2, 0, "forced-commands-only")])[2]
        );

    [Fact]
    public void The_order_in_which_they_are_told_makes_no_difference()
    {
        GroupMember[] members = [.. Enumerable.Range(1, 40).Select(id => Member(id, id * 3))];
        var shuffled = members.ToArray();
        new Random(1).Shuffle(shuffled);

        Assert.Equal(RegressionGroups.Of(members), RegressionGroups.Of(shuffled));
    }
}
