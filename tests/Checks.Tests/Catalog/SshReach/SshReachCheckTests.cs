using System.Net;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshReach;

public sealed class SshReachCheckTests
{
    private const string Check = "ssh.reach";
    private const string Rule = "ssh.reach/open";
    private const string Subject = "web-12 192.0.2.2:22";
    private static readonly IPEndPoint Web = IPEndPoint.Parse("192.0.2.2:22");
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);
    private readonly FakeHost _host = new();
    private readonly Answering _probe = new();

    public SshReachCheckTests() => _host.Reach = new ReachBook(_probe, _host.Clock);

    [Fact]
    public async Task Without_a_controller_there_is_nobody_to_look_at()
    {
        var judged = await new JudgedTogether(_host, Check).RunAsync();

        Assert.Equal(RunStatus.NotApplicable, judged.Observed[Check].Status);
        Assert.Equal(Outcome.NotApplicable, judged.Of(Rule).Outcome);
    }

    [Fact]
    public async Task A_target_that_answers_is_connected_with_its_name()
    {
        Assign();
        var judged = await new JudgedTogether(_host, Check).RunAsync();

        Assert.Equal("connected", judged.Fact("reach/web-12/192.0.2.2:22"));
        Assert.Equal("SSH-2.0-OpenSSH_9.2", judged.Fact("reach_banner/web-12/192.0.2.2:22"));
        Assert.Equal(Outcome.Pass, judged.Of(Rule, Subject).Outcome);
    }

    public static TheoryData<ConnectOutcome, string, string> Failures { get; } =
        new()
        {
            { ConnectOutcome.Refused, "Connection refused", ReachOutcome.Refused },
            { ConnectOutcome.TimedOut, "no answer within 5 s", ReachOutcome.TimedOut },
            { ConnectOutcome.Unreachable, "No route to host", ReachOutcome.NoRoute },
            { ConnectOutcome.Unreachable, "Network is unreachable", ReachOutcome.NoNetwork },
            { ConnectOutcome.Prohibited, "Permission denied", ReachOutcome.Prohibited },
            { ConnectOutcome.Reset, "Connection reset by peer", ReachOutcome.Reset },
            {
                ConnectOutcome.Connected,
                "connected, but the server did not name itself in time",
                ReachOutcome.Silent
            },
            {
                ConnectOutcome.Connected,
                "the server closed the connection before the server named itself",
                ReachOutcome.Closed
            },
            {
                ConnectOutcome.Connected,
                "this is no SSH server: HTTP/1.1 400",
                ReachOutcome.Foreign
            },
            { ConnectOutcome.Failed, "No buffer space available", ReachOutcome.Failed },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_was_reached_and_is_no_more_fails_with_what_that_means(
        ConnectOutcome outcome,
        string reason,
        string word
    )
    {
        Assign();
        var judged = await new JudgedTogether(_host, Check).RunAsync();
        _probe.Says = new SshProbeResult { Connect = outcome, Reason = reason };
        _host.Clock.Advance(Interval);
        await judged.RunAsync();

        Assert.Equal(word, judged.Fact("reach/web-12/192.0.2.2:22"));
        var finding = judged.Of(Rule, Subject);
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Contains(ReachOutcome.Meaning(word), finding.Summary);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public async Task What_was_never_reached_is_recorded_and_not_judged()
    {
        Assign();
        _probe.Says = new SshProbeResult { Connect = ConnectOutcome.TimedOut };
        var judged = await new JudgedTogether(_host, Check).RunAsync();

        Assert.Equal("timed out", judged.Fact("reach/web-12/192.0.2.2:22"));
        Assert.Equal(Outcome.NotApplicable, judged.Of(Rule, Subject).Outcome);
    }

    [Fact]
    public async Task It_looks_once_an_interval_whatever_happens_in_between()
    {
        Assign();
        var judged = new JudgedTogether(_host, Check);
        for (var minute = 0; minute < 120; minute++)
        {
            await judged.RunAsync();
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_probe.Looks, 4, 5);
    }

    [Fact]
    public async Task A_restarted_agent_goes_on_where_it_was_and_looks_at_nobody_anew()
    {
        Assign();
        var judged = await new JudgedTogether(_host, Check).RunAsync();
        _host.Reach = new ReachBook(_probe, _host.Clock);
        await judged.RunAsync();
        Assert.Equal("connected", judged.Fact("reach/web-12/192.0.2.2:22"));

        Assign();
        await judged.RunAsync();
        Assert.Equal(1, _probe.Looks);
    }

    [Fact]
    public async Task A_look_that_somebody_asked_for_is_news_for_the_check()
    {
        Assign();
        var judged = await new JudgedTogether(_host, Check).RunAsync();
        _probe.Says = new SshProbeResult { Connect = ConnectOutcome.Refused };
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await _host.Reach!.LookAsync(Web, onDemand: true, CancellationToken.None);
        await judged.RunAsync();

        Assert.Equal("refused", judged.Fact("reach/web-12/192.0.2.2:22"));
    }

    [Fact]
    public async Task A_target_that_is_assigned_no_more_leaves_no_facts()
    {
        Assign();
        var judged = await new JudgedTogether(_host, Check).RunAsync();
        _host.Reach!.Assign([]);
        await judged.RunAsync();

        Assert.Null(judged.Fact("reach/web-12/192.0.2.2:22"));
        Assert.Equal("", judged.Observed[Check].Cursor);
    }

    [Fact]
    public async Task A_host_whose_owner_forbids_it_looks_at_nobody()
    {
        Assign();
        _host.Denied(Capability.ConnectToOthers);
        var judged = await new JudgedTogether(_host, Check).RunAsync();

        Assert.Equal(RunStatus.NotApplicable, judged.Observed[Check].Status);
        Assert.Equal(0, _probe.Looks);
    }

    [Fact]
    public async Task A_damaged_cursor_is_no_cursor()
    {
        Assert.Empty(
            ReachCursor.Read("x\n\nweb 1.2.3.4:22 99999999999999999 a b c\nweb x 1 a b c")
        );
        Assign();
        await new JudgedTogether(_host, Check).RunAsync();
    }

    private void Assign() =>
        _host.Reach!.Assign([new ReachTarget("web-12", [Web], Interval, TimeSpan.Zero)]);

    private sealed class Answering : ISshProbe
    {
        public int Looks { get; private set; }

        public SshProbeResult Says { get; set; } =
            new()
            {
                Connect = ConnectOutcome.Connected,
                Identification = SshIdentification.Read("SSH-2.0-OpenSSH_9.2\r\n"u8).Value,
            };

        public ValueTask<SshProbeResult> LookAsync(
            IPEndPoint target,
            CancellationToken cancellationToken
        )
        {
            Looks++;
            return new(Says);
        }
    }
}
