using System.Collections.Immutable;
using Fleet.Agent.Simulate;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Agent.Tests.Simulate;

public sealed class SimulatedHostTests
{
    private static readonly HostTraits Plain = HostTraits.Of(1) with
    {
        PermitsRootLogin = false,
        HasWeakCipher = false,
        HasOpenHome = false,
        TakesPasswords = false,
        IsBehind = false,
        Port = 22,
    };

    [Fact]
    public async Task Every_check_sees_all_of_it_and_no_rule_is_left_unknown()
    {
        var seen = await LookAsync(new SimulatedHost(Plain, TimeProvider.System));

        Assert.DoesNotContain(seen, run => run.Status == RunStatus.Failed);
        Assert.Equal([], Named(Judge(seen), Outcome.Unknown));
    }

    [Fact]
    public async Task A_plain_host_is_in_order() =>
        Assert.Equal(
            [],
            Named(
                Judge(await LookAsync(new SimulatedHost(Plain, TimeProvider.System))),
                Outcome.Fail,
                Outcome.Warn
            )
        );

    [Fact]
    public async Task Every_fact_has_a_key_that_its_check_declares()
    {
        foreach (var run in await LookAsync(new SimulatedHost(Plain, TimeProvider.System)))
        {
            var declared = CheckCatalog.BuiltIn.Find(run.Check)!.Declaration.Keys;
            Assert.All(
                run.Facts,
                fact => Assert.Contains(declared, key => FactKey.Matches(fact.Key, key.Pattern))
            );
        }
    }

    [Fact]
    public async Task The_same_number_is_the_same_host_in_every_run()
    {
        var one = await LookAsync(new SimulatedHost(HostTraits.Of(17), TimeProvider.System));
        var two = await LookAsync(new SimulatedHost(HostTraits.Of(17), TimeProvider.System));

        Assert.Equal(one.SelectMany(run => run.Facts), two.SelectMany(run => run.Facts));
    }

    [Theory]
    [InlineData("ssh.crypto/cipher")]
    [InlineData("ssh.paths/strict_modes")]
    public async Task A_fault_of_one_host_is_found(string rule)
    {
        var host = With(rule);
        var found = Judge(await LookAsync(new SimulatedHost(host, TimeProvider.System)));

        Assert.Contains(
            found,
            finding => finding.Rule == rule && finding.Outcome is Outcome.Fail or Outcome.Warn
        );
        Assert.Equal([], Named(found, Outcome.Unknown));
    }

    private static HostTraits With(string fault) =>
        fault == "ssh.crypto/cipher"
            ? Plain with
            {
                HasWeakCipher = true,
            }
            : Plain with
            {
                HasOpenHome = true,
            };

    [Fact]
    public async Task What_sshd_is_told_is_what_its_files_say_and_what_it_prints()
    {
        var host = Plain with { TakesPasswords = true, Port = 2222, IsBehind = true };
        var facts = (await LookAsync(new SimulatedHost(host, TimeProvider.System)))
            .SelectMany(run => run.Facts)
            .ToLookup(fact => fact.Key, fact => fact.Value);

        Assert.Equal(["yes"], facts["sshd_config/PasswordAuthentication"]);
        Assert.Equal(["2222"], facts["sshd_config/Port"]);
        Assert.Contains(facts, fact => fact.Contains("1:9.2p1-2+deb12u2"));
    }

    [Fact]
    public async Task What_drifts_is_seen_by_the_next_look_and_put_right_by_another()
    {
        var host = new SimulatedHost(Plain, TimeProvider.System);
        var before = await RootLoginAsync(host);
        host.Change(traits => traits with { PermitsRootLogin = true });
        var drifted = await RootLoginAsync(host);
        host.Change(traits => traits with { PermitsRootLogin = false });

        Assert.Equal(("no", "yes", "no"), (before, drifted, await RootLoginAsync(host)));
    }

    [Fact]
    public void Hosts_differ_and_most_are_in_order()
    {
        var hosts = Enumerable.Range(1, 2000).Select(HostTraits.Of).ToList();

        Assert.Equal(2000, hosts.Select(host => host.Address).Distinct().Count());
        Assert.InRange(hosts.Count(host => host.PermitsRootLogin), 20, 100);
        Assert.InRange(hosts.Count(host => host.HasWeakCipher), 10, 80);
        Assert.InRange(hosts.Count(host => host.HasOpenHome), 5, 50);
        Assert.InRange(hosts.Count(host => host.Port != 22), 50, 160);
        Assert.Contains(hosts.Take(50), host => host.PermitsRootLogin);
        Assert.Contains(hosts.Take(50), host => host.HasWeakCipher);
        Assert.Contains(hosts.Take(50), host => host.HasOpenHome);
        Assert.True(hosts.Take(50).Count(host => host.PermitsRootLogin) < 5);
    }

    private static async Task<string?> RootLoginAsync(SimulatedHost host) =>
        (await LookAsync(host))
            .SelectMany(run => run.Facts)
            .Single(fact => fact.Key == "sshd_config/PermitRootLogin")
            .Value;

    private static async Task<ImmutableArray<Observation>> LookAsync(SimulatedHost host)
    {
        var seen = ImmutableArray.CreateBuilder<Observation>();
        Exception? surprise = null;
        var runner = new CheckRunner(host, (_, broke) => surprise = broke);
        foreach (var check in CheckCatalog.BuiltIn.Checks)
        {
            seen.Add(await runner.RunAsync(check, "", TestContext.Current.CancellationToken));
            Assert.True(surprise is null, surprise?.ToString());
        }

        return seen.ToImmutable();
    }

    private static List<Finding> Judge(ImmutableArray<Observation> seen)
    {
        var input = ObservedHost.Input(seen, Policy.BuiltIn, DateTimeOffset.UtcNow);
        return [.. CheckCatalog.BuiltIn.Checks.SelectMany(check => HostJudge.Judge(check, input))];
    }

    private static IEnumerable<string> Named(List<Finding> findings, params Outcome[] outcomes) =>
        findings
            .Where(finding => outcomes.Contains(finding.Outcome))
            .Select(finding => $"{finding.Rule} {finding.Subject}: {finding.Summary}");
}
