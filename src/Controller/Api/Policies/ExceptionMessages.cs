using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Api.Policies;

/// <summary>Waivers and silences that speak of a rule on a host, those that do not hold now too.</summary>
internal static class ExceptionMessages
{
    public static IEnumerable<ExceptionInForce> Waivers(
        FleetPolicy policy,
        HostIdentity host,
        RuleDeclaration rule,
        DateTimeOffset now
    ) =>
        policy
            .Waivers.Where(waiver => waiver.Hosts.Matches(host) && Speaks(waiver.Rule, rule))
            .Select(waiver => new ExceptionInForce
            {
                Name = waiver.Subject,
                Reason = waiver.Reason,
                By = waiver.By,
                Place = waiver.Place.ToString(),
                Holds = waiver.Until > now,
                Until = waiver.Until.ToTimestamp(),
            });

    public static IEnumerable<ExceptionInForce> Silences(
        FleetPolicy policy,
        HostIdentity host,
        RuleDeclaration rule,
        DateTimeOffset now
    ) =>
        policy
            .Silences.Where(silence =>
                silence.Hosts.Matches(host)
                && (silence.Rule.Length == 0 || Speaks(silence.Rule, rule))
            )
            .Select(silence => new ExceptionInForce
            {
                Name = silence.Name,
                Reason = silence.Reason,
                Holds = silence.Window.Holds(now),
                Until = silence.Window.NextChange(now)?.ToTimestamp(),
            });

    /// <summary>The rule's id, or a pattern of the facts whose drift it decides.</summary>
    private static bool Speaks(string named, RuleDeclaration rule) =>
        FactKey.Matches(rule.Id, named) || rule.Reads.Any(key => FactKey.Matches(key, named));
}
