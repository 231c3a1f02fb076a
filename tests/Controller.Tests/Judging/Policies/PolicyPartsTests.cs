using Fleet.Controller.Judging.Policies;
using static Fleet.Controller.Tests.Judging.Policies.PolicyTexts;

namespace Fleet.Controller.Tests.Judging.Policies;

/// <summary>Waivers, silences and schedules, and what is said of mistakes in them.</summary>
public sealed class PolicyPartsTests
{
    [Fact]
    public void A_waiver_has_a_reason_and_an_end()
    {
        var waiver = Assert.Single(
            Valid(
                """
                waivers:
                  - rule: ssh.config/permit_root_login
                    labels: {env: dev}
                    subject: alice
                    reason: vendor needs it
                    by: carol
                    until: 2027-01-31
                """
            ).Waivers
        );

        Assert.Equal(
            (RootLogin, "alice", "vendor needs it", "carol"),
            (waiver.Rule, waiver.Subject, waiver.Reason, waiver.By)
        );
        Assert.Equal(new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero), waiver.Until);
        Assert.True(waiver.Hosts.Matches(Host("a", "env=dev")));
        Assert.Equal("p.yaml:3:5", waiver.Place.ToString());
    }

    [Theory]
    [InlineData("2027-01-31T18:00Z", 18)]
    [InlineData("2027-01-31T18:00:00+01:00", 17)]
    public void A_moment_has_an_offset(string written, int hour) =>
        Assert.Equal(
            new DateTimeOffset(2027, 1, 31, hour, 0, 0, TimeSpan.Zero),
            Assert
                .Single(
                    Valid(
                        $"waivers: [{{rule: {RootLogin}, reason: r, until: '{written}'}}]"
                    ).Waivers
                )
                .Until
        );

    [Fact]
    public void Silences_are_once_or_recurring()
    {
        var silences = Valid(
            """
            silences:
              - name: move
                host: db-*
                reason: the data centre moves
                from: 2027-01-01T22:00Z
                until: 2027-01-02
              - name: patch-night
                rule: authorized_key/**
                reason: monthly updates
                every: "0 22 * * SUN"
                for: 1h30m
                timezone: Europe/Berlin
            """
        ).Silences;

        Assert.IsType<SilenceWindow.Once>(silences[0].Window);
        var recurring = Assert.IsType<RecurringWindow>(silences[1].Window);
        Assert.Equal(
            (TimeSpan.FromMinutes(90), "Europe/Berlin"),
            (recurring.Lasts, recurring.Zone.Id)
        );
    }

    [Fact]
    public void Schedules_of_the_most_specific_part_hold()
    {
        var policy = Valid(
            """
            schedules:
              - {host: web-12, checks: ssh.config, every: 10s}
              - {checks: [ssh.config, host.disk], every: 1h}
              - {labels: {env: dev}, checks: [host.disk], off: true}
            """
        );

        var plans = policy.SchedulesFor(Host("web-12", "env=dev"));

        Assert.Equal(TimeSpan.FromSeconds(10), plans["ssh.config"].Every);
        Assert.True(plans["host.disk"].Off);
        Assert.Equal(TimeSpan.FromHours(1), policy.SchedulesFor(Host("db-1"))["host.disk"].Every);
    }

    [Theory]
    [InlineData(
        "waivers: [{rule: ssh.config/permit_root_login, until: 2027-01-31}]",
        "2:11: a waiver needs reason; add \"reason: why this is accepted\""
    )]
    [InlineData(
        "waivers: [{rule: ssh.config/permit_root_login, reason: r}]",
        "2:11: a waiver needs until; add \"until: 2027-01-31\""
    )]
    [InlineData(
        "waivers: [{rule: ssh.config/permit_root_login, reason: r, until: tomorrow}]",
        "2:66: until takes a date such as 2027-01-31, which begins in UTC, or a moment such as 2027-01-31T18:00Z or 2027-01-31T18:00+01:00, not \"tomorrow\""
    )]
    [InlineData(
        "waivers: [{rule: ssh.config/permit_root_logn, reason: r, until: 2027-01-31}]",
        "2:18: there is no rule \"ssh.config/permit_root_logn\" and no fact of that name; did you mean ssh.config/permit_root_login?"
    )]
    [InlineData(
        "waivers: [{rule: sshd_confg/Port, reason: r, until: 2027-01-31}]",
        "2:18: there is no rule \"sshd_confg/Port\" and no fact of that name; did you mean sshd_config/Port?"
    )]
    [InlineData(
        "waivers: {rule: x}",
        "2:10: waivers takes a list of waivers, each behind a \"- \", not a mapping"
    )]
    [InlineData(
        "silences: [{name: n, reason: r}]",
        "2:12: a silence is once (from and until) or recurring (every, for and, where it is not UTC, timezone); say which"
    )]
    [InlineData(
        "silences: [{name: n, reason: r, from: 2027-01-01, for: 2h}]",
        "2:12: a silence is once (from and until) or recurring (every, for and, where it is not UTC, timezone), not both"
    )]
    [InlineData(
        "silences: [{name: n, reason: r, from: 2027-01-02, until: 2027-01-01}]",
        "2:12: the silence ends before it begins; look at from and until"
    )]
    [InlineData(
        "silences: [{name: n, reason: r, every: sometimes, for: 2h}]",
        "2:40: every takes a cron expression such as \"0 22 * * SUN\" (minute, hour, day, month, weekday), not \"sometimes\""
    )]
    [InlineData(
        "silences: [{name: n, reason: r, every: 0 22 * * SUN, for: 2 hours}]",
        "2:59: for takes a time such as 2h (s, m, h, d; at most 4000 days), not \"2 hours\""
    )]
    [InlineData(
        "silences: [{name: n, reason: r, every: 0 22 * * SUN, for: 2h, timezone: Europe/Berlim}]",
        "2:73: this machine knows no time zone \"Europe/Berlim\"; did you mean Europe/Berlin?"
    )]
    [InlineData(
        "schedules: [{checks: [ssh.confg], every: 5m}]",
        "2:23: there is no check \"ssh.confg\"; did you mean ssh.config?"
    )]
    [InlineData(
        "schedules: [{checks: ssh.config/permit_root_login, every: 5m}]",
        "2:22: there is no check \"ssh.config/permit_root_login\"; did you mean ssh.config?"
    )]
    [InlineData(
        "schedules: [{checks: ssh.config}]",
        "2:13: a schedule says every or off; add \"every: 5m\" or \"off: true\""
    )]
    [InlineData(
        "schedules: [{checks: ssh.config, every: 1s}]",
        "2:41: every is at least 10s: a check that runs more often is a load"
    )]
    [InlineData(
        "hosts: [{rules: {ssh.config/loaded: {off: true}}}]",
        "2:9: an entry of hosts needs host or labels; what holds for every host stands in rules"
    )]
    [InlineData(
        "hosts: [{host: web-1}]",
        "2:9: an entry of hosts needs rules; add \"rules: {ssh.config/permit_root_login: {severity: low}}\""
    )]
    [InlineData(
        "hosts: [{hots: web-1, labels: {a: b}, rules: {}}]",
        "2:10: an entry of hosts has no \"hots\", only host, labels or rules; did you mean host?"
    )]
    [InlineData(
        "hosts: [{labels: env=dev, rules: {}}]",
        "2:18: labels takes names and values such as env: prod, not \"env=dev\""
    )]
    public void A_mistake_is_told_with_its_place_and_what_was_expected(
        string text,
        string expected
    ) => Assert.Equal(expected, Error(text));
}
