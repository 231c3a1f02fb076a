using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Tests.Judging;

public sealed class NotificationPolicyTests
{
    private const string Whole = """
        version: 1
        notifications:
          receivers:
            - name: ops
              webhook: {url: https://hooks.example.org/fleet, secret_file: /etc/fleet/ops.secret}
            - name: chat
              slack: {url_file: /etc/fleet/slack.url}
            - name: on-call
              email: {to: [ops@example.org, boss@example.org], from: fleet@example.org, smtp: mail.example.org:587, user: fleet, password_file: /etc/fleet/mail}
            - name: metrics
              alertmanager: {url: http://10.1.2.3:9093}
              allow_networks: [10.0.0.0/8]
          routes:
            - labels: {env: prod}
              severity: high
              rule: ssh.config/*
              receivers: [ops, chat]
              group_wait: 10s
              group_interval: 2m
              repeat_every: 1d
              escalate: {after: 30m, to: on-call}
              resolved: false
              continue: true
            - rule: host.offline
              receivers: [on-call]
            - receivers: [metrics]
        """;

    [Fact]
    public void Everything_that_a_policy_may_say_of_notifications_is_read()
    {
        var policy = Read(Whole);

        Assert.Equal(["ops", "chat", "on-call", "metrics"], policy.Receivers.Select(r => r.Name));
        Assert.Equal(
            new ReceiverAddress.Webhook(
                new Uri("https://hooks.example.org/fleet"),
                "/etc/fleet/ops.secret"
            ),
            policy.Find("ops")!.Address
        );
        Assert.Equal(
            new ReceiverAddress.Slack(null, "/etc/fleet/slack.url"),
            policy.Find("chat")!.Address
        );
        var mail = Assert.IsType<ReceiverAddress.Email>(policy.Find("on-call")!.Address);
        Assert.Equal(
            ("mail.example.org", 587, MailTls.StartTls),
            (mail.Server, mail.Port, mail.Tls)
        );
        Assert.Equal(["ops@example.org", "boss@example.org"], mail.To);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8")], policy.Find("metrics")!.AllowedNetworks);
        var route = policy.Routes[0];
        Assert.Equal(TimeSpan.FromSeconds(10), route.GroupWait);
        Assert.Equal(TimeSpan.FromMinutes(2), route.GroupInterval);
        Assert.Equal(TimeSpan.FromDays(1), route.RepeatEvery);
        Assert.Equal(TimeSpan.FromMinutes(30), route.Escalation!.After);
        Assert.Equal(["on-call"], route.Escalation.To);
        Assert.False(route.TellsResolved);
        Assert.Equal(NotificationRoute.UsualRepeat, policy.Routes[2].RepeatEvery);
    }

    [Fact]
    public void The_first_route_that_matches_wins_unless_it_says_to_continue()
    {
        var policy = Read(Whole);
        var prod = new HostIdentity(
            "web-1",
            ImmutableSortedDictionary<string, string>.Empty.Add("env", "prod")
        );

        string[] To(HostIdentity host, string rule, Severity severity) =>
            [.. policy.RoutesOf(host, rule, severity).SelectMany(route => route.Receivers)];

        Assert.Equal(["ops", "chat", "metrics"], To(prod, "ssh.config/x", Severity.High));
        Assert.Equal(["metrics"], To(prod, "ssh.config/x", Severity.Medium));
        Assert.Equal(["metrics"], To(prod, "host.disk/x", Severity.High));
        Assert.Equal(["on-call"], To(prod, "host.offline", Severity.High));
        Assert.Equal(
            ["metrics"],
            To(
                prod with
                {
                    Labels = ImmutableSortedDictionary<string, string>.Empty,
                },
                "ssh.config/x",
                Severity.High
            )
        );
    }

    [Fact]
    public void Without_receivers_nobody_is_told() =>
        Assert.Empty(Read("version: 1\nrules:\n").Receivers);

    [Theory]
    [InlineData(
        "receiver: []",
        "3:3: notifications has no \"receiver\", only receivers or routes; did you mean receivers?"
    )]
    [InlineData(
        "receivers: [{name: ops}]",
        "3:15: a receiver takes one of webhook, slack, email or alertmanager, not none"
    )]
    [InlineData(
        "receivers: [{webhook: {url: https://a.example}}]",
        "3:15: a receiver needs name; add \"name: ops\""
    )]
    [InlineData(
        "receivers: [{name: a, webhook: {url: 'file:///etc/passwd'}}]",
        "3:40: url takes a web address such as https://example.org/hook, without a user or a fragment, not \"file:///etc/passwd\""
    )]
    [InlineData(
        "receivers: [{name: a, webhook: {url: https://a.example, secret_file: s}}]",
        "3:72: secret_file takes a path from the root on, not \"s\""
    )]
    [InlineData("receivers: [{name: a, slack: {}}]", "3:32: slack takes either url or url_file")]
    [InlineData(
        "receivers: [{name: a, slack: {url: https://a.example}}, {name: a, slack: {url: https://a.example}}]",
        "3:59: there are two receivers named a; name one otherwise"
    )]
    [InlineData(
        "receivers: [{name: a, slack: {url: https://a.example}, allow_networks: [10.0.0.1/33]}]",
        "3:75: allow_networks takes networks such as 10.0.0.0/8 or 192.0.2.7/32, not \"10.0.0.1/33\""
    )]
    [InlineData(
        "receivers: [{name: a, email: {to: x, from: f@e.org, smtp: 'm:25'}}]",
        "3:37: to takes a mail address such as ops@example.org, not \"x\""
    )]
    [InlineData(
        "receivers: [{name: a, email: {to: a@b.c, from: f@e.org, smtp: m}}]",
        "3:65: smtp takes HOST:PORT such as mail.example.org:587, not \"m\""
    )]
    [InlineData(
        "receivers: [{name: a, email: {to: a@b.c, from: f@e.org, smtp: 'm:25', tls: none, user: u, password_file: /p}}]",
        "3:32: tls: none would show the password to the network"
    )]
    [InlineData("routes: [{receivers: [opps]}]", "3:25: there is no receiver \"opps\"")]
    [InlineData(
        "routes: [{severity: high}]",
        "3:12: a route needs receivers; add \"receivers: [ops]\""
    )]
    [InlineData("routes: [{receivers: []}]", "3:24: receivers takes at least one, such as [ops]")]
    [InlineData(
        "routes: [{rule: ssh.confg/permit_root_login}]",
        "3:19: there is no rule \"ssh.confg/permit_root_login\" and no fact of that name; did you mean ssh.config/permit_root_login?"
    )]
    public void What_is_wrong_is_told_with_its_place(string said, string expected)
    {
        var reading = PolicyFile.Read(
            $"version: 1\nnotifications:\n  {said}\n",
            "p",
            CheckCatalog.BuiltIn
        );

        Assert.Contains($"p:{expected}", reading.Errors.Select(error => $"{error}"));
        Assert.Null(reading.Policy);
    }

    private static NotificationPolicy Read(string text)
    {
        var reading = PolicyFile.Read(text, "p", CheckCatalog.BuiltIn);
        Assert.Empty(reading.Errors);
        return reading.Policy!.Notifications;
    }
}
