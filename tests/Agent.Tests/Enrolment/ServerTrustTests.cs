using System.Security.Cryptography.X509Certificates;
using Fleet.Agent.Enrolment;
using Fleet.Agent.Tests.Fakes;
using Fleet.Protos.Trust;

namespace Fleet.Agent.Tests.Enrolment;

public sealed class ServerTrustTests
{
    private readonly FakeAuthority _authority = new(TimeProvider.System);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_root_may_be_carried_or_sent(bool carried, bool sent)
    {
        var trust = new ServerTrust(_authority.Pin, TimeProvider.System);
        Assert.True(trust.Believes(_authority.Server(carriesRoot: carried), Presented(sent)));
        Assert.Equal("", trust.Remark);
    }

    [Fact]
    public void Without_a_root_of_that_pin_nobody_is_believed()
    {
        var trust = new ServerTrust(
            new FakeAuthority(TimeProvider.System).Pin,
            TimeProvider.System
        );
        Assert.False(trust.Believes(_authority.Server(), Presented(sendsRoot: true)));
        Assert.Contains(
            "no certificate it presented has the pin",
            trust.Problem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_root_that_is_shown_but_did_not_sign_proves_nothing()
    {
        var other = new FakeAuthority(TimeProvider.System);
        var trust = new ServerTrust(other.Pin, TimeProvider.System);
        var presented = Presented(sendsRoot: true);
        presented.ChainPolicy.ExtraStore.Add(other.Root);
        Assert.False(trust.Believes(_authority.Server(), presented));
        Assert.Contains("does not come from the root", trust.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agents_certificate_is_no_controllers()
    {
        var trust = new ServerTrust(_authority.Pin, TimeProvider.System);
        Assert.False(
            trust.Believes(_authority.Server(forServers: false), Presented(sendsRoot: true))
        );
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public void Dates_that_this_hosts_clock_denies_are_tolerated_and_said(int days)
    {
        var trust = new ServerTrust(_authority.Pin, TimeProvider.System);
        var from = _authority.Intermediate.NotBefore.AddDays(days > 0 ? days : 2);
        var clock = new FakeTime(new DateTimeOffset(from).AddDays(days > 0 ? -days : -days * 2));
        trust = new ServerTrust(_authority.Pin, clock);
        Assert.True(
            trust.Believes(_authority.Server(new DateTimeOffset(from)), Presented(sendsRoot: true)),
            trust.Problem
        );
        Assert.Contains("is the clock right?", trust.Remark, StringComparison.Ordinal);
    }

    private X509Chain Presented(bool sendsRoot)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.Add(_authority.Intermediate);
        if (sendsRoot)
        {
            chain.ChainPolicy.ExtraStore.Add(_authority.Root);
        }

        return chain;
    }
}
