using System.Net;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Checks.Probe;
using Fleet.Controller.Diagnosis.Reach;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Tests.Diagnosis.Reach;

public sealed class ReachPlanTests
{
    [Fact]
    public void A_target_is_seen_from_two_other_networks_and_one_neighbour_in_turns()
    {
        var plan = Plan(
            Host(1, "web-1", "10.1.0.0/24"),
            Host(2, "web-2", "10.1.0.0/24"),
            Host(3, "db-1", "10.2.0.0/24"),
            Host(4, "db-2", "10.2.0.0/24"),
            Host(5, "bastion", "10.3.0.0/24")
        );

        var looks = plan.Where(pair => pair.Value.Any(t => t.Host == "web-1")).ToList();
        Assert.Equal(3, looks.Count);
        Assert.Contains(looks, pair => pair.Key == 2);
        Assert.Contains(looks, pair => pair.Key is 3 or 4);
        Assert.Contains(looks, pair => pair.Key == 5);
        var duties = looks.Select(pair => pair.Value.Single(t => t.Host == "web-1")).ToList();
        Assert.All(duties, duty => Assert.Equal(TimeSpan.FromMinutes(30), duty.Interval));
        Assert.Equal([0, 10, 20], duties.Select(duty => (int)duty.Offset.TotalMinutes).Order());
    }

    [Fact]
    public void The_same_fleet_has_the_same_plan_whatever_the_order()
    {
        var hosts = Enumerable
            .Range(1, 40)
            .Select(i => Host(i, $"h-{i:00}", $"10.{i % 4}.0.0/24"))
            .ToArray();

        var one = Plan(hosts);
        var other = Plan([.. hosts.Select(host => host with { })]);

        Assert.Equal(Text(one), Text(other));
    }

    [Fact]
    public void Duties_are_spread_over_the_fleet()
    {
        var hosts = Enumerable
            .Range(1, 200)
            .Select(i => Host(i, $"h-{i:000}", $"10.{i % 5}.0.0/24"))
            .ToArray();

        var loads = Plan(hosts).Values.Select(duties => duties.Length).ToList();

        Assert.Equal(600, loads.Sum());
        Assert.InRange(loads.Max(), 3, 14);
    }

    [Fact]
    public void The_only_host_of_a_far_network_does_not_look_at_everybody()
    {
        var hosts = Enumerable
            .Range(1, 200)
            .Select(i => Host(i, $"h-{i:000}", "10.1.0.0/24"))
            .Append(Host(900, "bastion", "10.9.0.0/24"))
            .ToArray();

        Assert.Equal(ReachPlan.MostTargets, Plan(hosts)[900].Length);
    }

    [Fact]
    public void Nobody_looks_at_itself_at_a_host_without_sshd_or_while_it_is_away()
    {
        var plan = Plan(
            Host(1, "web-1", "10.1.0.0/24"),
            Host(2, "laptop", "10.1.0.0/24") with
            {
                Ssh = new SshEndPoints([], ["10.1.0.0/24"]),
            },
            Host(3, "gone", "10.2.0.0/24") with
            {
                Link = LinkState.Offline,
            }
        );

        Assert.Equal(["gone"], plan[1].Select(t => t.Host));
        Assert.Equal(["gone", "web-1"], plan[2].Select(t => t.Host).Order());
        Assert.False(plan.ContainsKey(3));
    }

    [Fact]
    public void Of_equally_far_hosts_those_with_other_labels_come_first()
    {
        var plan = Plan(
            Host(1, "web-1", "10.1.0.0/24", "eu"),
            Host(2, "a", "10.2.0.0/24", "eu"),
            Host(3, "b", "10.3.0.0/24", "us"),
            Host(4, "c", "10.4.0.0/24", "us"),
            Host(5, "d", "10.5.0.0/24", "us"),
            Host(6, "e", "10.6.0.0/24", "eu")
        );

        Assert.Equal(
            [3, 4, 5],
            plan.Where(p => p.Value.Any(t => t.Host == "web-1")).Select(p => p.Key).Order()
        );
    }

    private static IReadOnlyDictionary<
        int,
        System.Collections.Immutable.ImmutableArray<ReachTarget>
    > Plan(params PlaceAnswer[] hosts) => ReachPlan.Of(hosts);

    private static string Text(
        IReadOnlyDictionary<int, System.Collections.Immutable.ImmutableArray<ReachTarget>> plan
    ) =>
        string.Join(
            '\n',
            plan.OrderBy(p => p.Key)
                .Select(p => $"{p.Key}: {string.Join(' ', p.Value.Select(t => t.Host))}")
        );

    private static PlaceAnswer Host(int id, string name, string network, string site = "") =>
        new(
            id,
            name,
            site.Length > 0
                ? new Dictionary<string, string> { ["site"] = site }
                : new Dictionary<string, string>(),
            LinkState.Online,
            new SshEndPoints(
                [new IPEndPoint(IPAddress.Parse($"10.0.{id / 250}.{id % 250}"), 22)],
                [network]
            )
        );
}
