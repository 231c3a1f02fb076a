using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging;

/// <summary>What is understood in a policy and yet hardly meant. Pure.</summary>
public static class PolicyWarnings
{
    /// <param name="policy">The policy.</param>
    /// <param name="hosts">The fleet; null: not known.</param>
    /// <param name="now">What has ended has ended by then.</param>
    /// <returns>In the order of the text.</returns>
    public static IReadOnlyList<PolicyError> Of(
        FleetPolicy policy,
        IReadOnlyList<HostIdentity>? hosts,
        DateTimeOffset now
    )
    {
        IEnumerable<PolicyError> warnings =
        [
            .. policy.Waivers.Where(waiver => waiver.Until <= now).Select(Ended),
            .. policy.Layers.SelectMany(Idle),
            .. Disagreements(policy),
            .. hosts is null ? [] : WithoutHosts(policy, hosts),
        ];
        return [.. warnings.OrderBy(warning => warning.Line).ThenBy(warning => warning.Column)];
    }

    private static PolicyError Ended(Waiver waiver) =>
        At(
            waiver.Place,
            $"this waiver of {waiver.Rule} ended at {waiver.Until:yyyy-MM-dd HH:mm}Z; renew it or remove it"
        );

    /// <summary>What is said of a rule in the same breath in which it is switched off.</summary>
    private static IEnumerable<PolicyError> Idle(PolicyLayer layer) =>
        from rule in layer.Rules
        where rule.Value.Off == true
        from setting in Settings(rule.Value)
        where setting.Key != RuleSettings.Off
        select At(
            layer.PlaceOf(rule.Key, setting.Key),
            $"{setting.Key} of {rule.Key} never applies here: the rule is off; remove one of them"
        );

    /// <summary>Layers of one specificity that may both speak of a host and say different things: the later one wins, which is seldom seen.</summary>
    private static IEnumerable<PolicyError> Disagreements(FleetPolicy policy)
    {
        var layers = policy.Layers;
        for (var later = 1; later < layers.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (MayMeet(layers[earlier].Hosts, layers[later].Hosts))
                {
                    foreach (var warning in Disagreements(layers[earlier], layers[later]))
                    {
                        yield return warning;
                    }
                }
            }
        }
    }

    private static IEnumerable<PolicyError> Disagreements(PolicyLayer earlier, PolicyLayer later) =>
        from rule in later.Rules
        where earlier.Rules.ContainsKey(rule.Key)
        from setting in Settings(rule.Value)
        let before = Settings(earlier.Rules[rule.Key])
            .FirstOrDefault(other => other.Key == setting.Key)
        where before.Key is not null && before.Value != setting.Value
        select At(
            later.PlaceOf(rule.Key, setting.Key),
            $"{setting.Key} of {rule.Key} is {before.Value} for {earlier.Hosts} ({earlier.PlaceOf(rule.Key, setting.Key)}), which a host may be too: this later line wins there"
        );

    private static IEnumerable<KeyValuePair<string, string>> Settings(RuleSaid said) =>
        RuleSettings.Of(said);

    /// <summary>Could a host be both? Two patterns are taken to overlap where neither's fixed beginning excludes the other's.</summary>
    private static bool MayMeet(HostSelector one, HostSelector other) =>
        one.Specificity == other.Specificity
        && one.Labels.All(label =>
            !other.Labels.TryGetValue(label.Key, out var value) || value == label.Value
        )
        && (
            one.Host.Length == 0
            || other.Host.Length == 0
            || BeginsLike(FixedPart(one.Host), FixedPart(other.Host))
        )
        && (one.Specificity != Specificity.Host || one.Host == other.Host);

    private static bool BeginsLike(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal)
        || other.StartsWith(one, StringComparison.Ordinal);

    private static string FixedPart(string pattern) =>
        pattern.IndexOfAny(['*', '?']) is >= 0 and var at ? pattern[..at] : pattern;

    private static IEnumerable<PolicyError> WithoutHosts(
        FleetPolicy policy,
        IReadOnlyList<HostIdentity> hosts
    ) =>
        policy
            .Layers.Select(layer => (layer.Hosts, layer.Place))
            .Concat(policy.Waivers.Select(waiver => (waiver.Hosts, waiver.Place)))
            .Concat(policy.Schedules.Select(plan => (plan.Hosts, plan.Place)))
            .Where(part =>
                part.Hosts.Specificity != Specificity.Fleet && !hosts.Any(part.Hosts.Matches)
            )
            .Select(part =>
                At(part.Place, $"no host of the fleet is {part.Hosts}: this has no effect now")
            );

    private static PolicyError At(PolicyPlace place, string message) =>
        new(place.File, place.Line, place.Column, message);
}
