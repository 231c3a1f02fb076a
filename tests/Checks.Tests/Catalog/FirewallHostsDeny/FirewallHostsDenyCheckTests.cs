using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.FirewallHostsDeny;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.FirewallHostsDeny;

public sealed class FirewallHostsDenyCheckTests
{
    private const string Linked = "\u007fELF\0libc.so.6\0libwrap.so.0\0";

    [Fact]
    public async Task Without_libwrap_the_files_mean_nothing()
    {
        var (facts, finding) = await RunAsync(
            new FakeHost()
                .File("/usr/sbin/sshd", "\u007fELF\0libc.so.6\0")
                .File("/etc/hosts.deny", "ALL: ALL\n")
        );

        Assert.Equal(RunStatus.NotApplicable, facts.Status);
        Assert.Equal(Outcome.NotApplicable, finding.Outcome);
    }

    [Fact]
    public async Task Files_that_are_not_there_let_everybody_in()
    {
        var (facts, finding) = await RunAsync(new FakeHost().File("/usr/sbin/sshd", Linked));

        Assert.Equal("allow", facts.Read("hosts_access/sshd/ipv4").Value);
        Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task Everybody_denied_is_a_lockout_with_its_line()
    {
        var (facts, finding) = await RunAsync(
            new FakeHost()
                .File("/usr/sbin/sshd", Linked)
                .File("/etc/hosts.deny", "# no\nALL: ALL\n")
        );

        Assert.Equal("deny", facts.Read("hosts_access/sshd/ipv6").Value);
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal("/etc/hosts.deny:2", finding.Source);
    }

    [Fact]
    public async Task A_network_that_is_let_in_is_told()
    {
        var (facts, finding) = await RunAsync(
            new FakeHost()
                .File("/usr/sbin/sshd", "none")
                .File("/usr/lib/openssh/sshd-session", Linked)
                .File("/etc/hosts.allow", "sshd: 10.\n")
                .File("/etc/hosts.deny", "ALL: ALL\n")
        );

        Assert.Equal(
            "allow from 10.0.0.0/8, else deny",
            facts.Read("hosts_access/sshd/ipv4").Value
        );
        Assert.Equal("deny", facts.Read("hosts_access/sshd/ipv6").Value);
        Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task An_unreadable_file_is_not_an_empty_one()
    {
        var (facts, finding) = await RunAsync(
            new FakeHost()
                .File("/usr/sbin/sshd", Linked)
                .File("/etc/hosts.deny", "ALL: ALL\n", mode: 0b110_000_000)
                .NotRoot()
        );

        Assert.True(facts.Read("hosts_access/sshd/ipv4").IsUnknown);
        Assert.Equal(Outcome.Unknown, finding.Outcome);
    }

    private static async Task<(CheckFacts Facts, Finding Finding)> RunAsync(FakeHost host)
    {
        var check = new FirewallHostsDenyCheck();
        var runner = new CheckRunner(
            host,
            (_, surprise) => throw new InvalidOperationException("the check threw", surprise)
        );
        var facts = CheckFacts.None.After(await runner.RunAsync(check, "", CancellationToken.None));
        var input = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty.Add(
                "firewall.hosts_deny",
                facts
            ),
            Policy = Policy.BuiltIn,
            AsOf = SshHosts.Started,
        };
        return (facts, Assert.Single(HostJudge.Judge(check, input)));
    }
}
