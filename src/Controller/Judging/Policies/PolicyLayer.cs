using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Policies;

/// <summary>What a policy says of rules for some hosts.</summary>
/// <param name="Hosts">Which.</param>
/// <param name="Rules">By rule id.</param>
/// <param name="Places">Where each is said: by rule id, and by rule id, a dot and the key (<c>ssh.config/permit_root_login.severity</c>).</param>
public sealed record PolicyLayer(
    HostSelector Hosts,
    ImmutableDictionary<string, RuleSaid> Rules,
    ImmutableDictionary<string, PolicyPlace> Places
)
{
    /// <summary>Where it begins.</summary>
    public PolicyPlace Place { get; init; } = PolicyPlace.BuiltIn;

    /// <summary>Where it says something of a rule.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="key"><c>severity</c>, <c>off</c> or a parameter.</param>
    public PolicyPlace PlaceOf(string rule, string key) =>
        Places.GetValueOrDefault($"{rule}.{key}") ?? Place;
}
