using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml.Notifications;

/// <summary>Reads one of <c>routes:</c>.</summary>
/// <param name="rules">Reads what a route speaks of.</param>
/// <param name="complaints">Of what is wrong.</param>
/// <param name="receivers">The names there are.</param>
internal sealed class RouteReader(
    RuleNames rules,
    Complaints complaints,
    ImmutableArray<string> receivers
)
{
    private static readonly string[] Severities =
    [
        .. Enum.GetValues<Severity>()
            .Where(severity => severity != Severity.Unspecified)
            .Select(severity => severity.ToString().ToLowerInvariant()),
    ];

    private readonly MappingReader _mapping = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly NameReader _names = new(complaints);

    /// <summary>Null: it is no route at all, which was complained of.</summary>
    public NotificationRoute? Read(PolicyNode node)
    {
        var hosts = new SelectorReader(complaints);
        var route = new NotificationRoute();
        MappingKey Span(string key, string example, Func<TimeSpan, NotificationRoute> set) =>
            new(
                key,
                said => route = _value.Span(key, said, example) is { } span ? set(span) : route
            );
        MappingKey Flag(string key, Func<bool, NotificationRoute> set) =>
            new(key, said => route = _value.Flag(key, said) is { } flag ? set(flag) : route);
        MappingKey[] keys =
        [
            .. hosts.Keys,
            new("rule", said => route = route with { Rule = rules.Read(said) }),
            new("severity", said => route = route with { LeastSeverity = Least(said) }),
            new(
                "receivers",
                said =>
                    route = route with
                    {
                        Receivers = _names.Receivers("receivers", said, receivers),
                    },
                Needed: "receivers: [ops]"
            ),
            Span("group_wait", "30s", span => route with { GroupWait = span }),
            Span("group_interval", "5m", span => route with { GroupInterval = span }),
            Span("repeat_every", "4h", span => route with { RepeatEvery = span }),
            new("escalate", said => route = route with { Escalation = ReadEscalation(said) }),
            Flag("resolved", flag => route with { TellsResolved = flag }),
            Flag("continue", flag => route with { Continues = flag }),
        ];
        return _mapping.Read(node, "a route", keys) ? route with { Hosts = hosts.Selector } : null;
    }

    private Severity Least(PolicyNode node) =>
        _value.Word("severity", node, Severities) is { } word
            ? Enum.Parse<Severity>(word, ignoreCase: true)
            : Severity.Info;

    private Escalation? ReadEscalation(PolicyNode node)
    {
        TimeSpan? after = null;
        ImmutableArray<string> to = [];
        _ = _mapping.Read(
            node,
            "escalate",
            [
                new("after", said => after = _value.Span("after", said, "30m"), "after: 30m"),
                new(
                    "to",
                    said => to = _names.Receivers("to", said, receivers),
                    Needed: "to: [on-call]"
                ),
            ]
        );
        return after is { } span && !to.IsEmpty ? new(span, to) : null;
    }
}
