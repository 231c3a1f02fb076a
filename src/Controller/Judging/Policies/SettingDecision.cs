using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>What is said of one setting of a rule, and where.</summary>
/// <param name="Value">As it would be written.</param>
/// <param name="Hosts">Whom it is said of.</param>
/// <param name="Place">Where.</param>
public sealed record SettingSource(string Value, HostSelector Hosts, PolicyPlace Place);

/// <summary>How one setting of a rule came to be what it is on a host.</summary>
/// <param name="Setting"><c>severity</c>, <c>off</c> or a parameter.</param>
/// <param name="By">What decides.</param>
/// <param name="Over">What it stands over, the nearest first; the last is what the rule declares.</param>
public sealed record SettingDecision(
    string Setting,
    SettingSource By,
    ImmutableArray<SettingSource> Over
)
{
    /// <summary>Every setting of a rule on a host: severity, off, then its parameters by name.</summary>
    public static ImmutableArray<SettingDecision> Of(
        FleetPolicy policy,
        HostIdentity host,
        RuleDeclaration rule
    )
    {
        var layers = policy.LayersFor(host).Reverse().ToArray();
        return
        [
            Decide(RuleSettings.Severity, RuleSettings.Word(rule.Severity), layers, rule),
            Decide(RuleSettings.Off, RuleSettings.Word(off: false), layers, rule),
            .. rule
                .Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
                .Select(parameter => Decide(parameter.Key, parameter.Value, layers, rule)),
        ];
    }

    private static SettingDecision Decide(
        string setting,
        string declared,
        PolicyLayer[] layers,
        RuleDeclaration rule
    )
    {
        ImmutableArray<SettingSource> sources =
        [
            .. layers
                .Where(layer => layer.Rules.ContainsKey(rule.Id))
                .SelectMany(layer =>
                    RuleSettings
                        .Of(layer.Rules[rule.Id])
                        .Where(said => said.Key == setting)
                        .Select(said => new SettingSource(
                            said.Value,
                            layer.Hosts,
                            layer.PlaceOf(rule.Id, setting)
                        ))
                ),
            new(declared, HostSelector.Fleet, PolicyPlace.BuiltIn),
        ];
        return new SettingDecision(setting, sources[0], sources[1..]);
    }
}
