using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>Who hears of regressions, and how.</summary>
public sealed record NotificationPolicy
{
    /// <summary>Nobody hears.</summary>
    public static NotificationPolicy None { get; } = new();

    /// <summary>By their names, which differ.</summary>
    public ImmutableArray<Receiver> Receivers { get; init; } = [];

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<NotificationRoute> Routes { get; init; } = [];

    /// <summary>Null: there is none of that name.</summary>
    public Receiver? Find(string name) =>
        Receivers.FirstOrDefault(receiver =>
            string.Equals(receiver.Name, name, StringComparison.Ordinal)
        );

    /// <summary>The routes that something takes: the first that matches, and behind it the next for as long as each says to continue.</summary>
    /// <param name="host">Where it happened.</param>
    /// <param name="rule">The rule's id, or the key of a fact that drifted.</param>
    /// <param name="severity">How bad it is.</param>
    public IEnumerable<NotificationRoute> RoutesOf(
        HostIdentity host,
        string rule,
        Severity severity
    )
    {
        foreach (var route in Routes.Where(route => route.Matches(host, rule, severity)))
        {
            yield return route;
            if (!route.Continues)
            {
                yield break;
            }
        }
    }
}

/// <summary>Which regressions go to whom, and how often.</summary>
public sealed record NotificationRoute
{
    /// <summary>What a host's own silence is called where rules are named.</summary>
    public const string Silent = "host.offline";

    /// <summary>Time for what belongs together to come in, where nothing else is said.</summary>
    public static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(30);

    /// <summary>The least time between two messages of one group, where nothing else is said.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromMinutes(5);

    /// <summary>How often what is open is told again, where nothing else is said.</summary>
    public static readonly TimeSpan UsualRepeat = TimeSpan.FromHours(4);

    public HostSelector Hosts { get; init; } = HostSelector.Fleet;

    /// <summary>A pattern of rule ids or fact keys, or <see cref="Silent"/>; empty: everything.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Nothing below it is told.</summary>
    public Severity LeastSeverity { get; init; } = Severity.Info;

    /// <summary>Their names.</summary>
    public ImmutableArray<string> Receivers { get; init; } = [];

    /// <summary>From the first of a group to its first message.</summary>
    public TimeSpan GroupWait { get; init; } = UsualWait;

    /// <summary>The least time between two messages of one group.</summary>
    public TimeSpan GroupInterval { get; init; } = UsualInterval;

    /// <summary>What nobody has taken up is told again that often.</summary>
    public TimeSpan RepeatEvery { get; init; } = UsualRepeat;

    /// <summary>Null: nobody else is ever told.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>The receivers hear of the end too.</summary>
    public bool TellsResolved { get; init; } = true;

    /// <summary>Routes behind it are looked at too.</summary>
    public bool Continues { get; init; }

    public bool Matches(HostIdentity host, string rule, Severity severity) =>
        severity >= LeastSeverity
        && Hosts.Matches(host)
        && (Rule.Length == 0 || FactKey.Matches(rule, Rule));
}

/// <summary>Who is told when nobody took something up in time.</summary>
/// <param name="After">Counted from the group's first message.</param>
/// <param name="To">Receivers by their names.</param>
public sealed record Escalation(TimeSpan After, ImmutableArray<string> To);
