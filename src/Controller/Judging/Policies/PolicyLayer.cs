using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>What a policy says of rules for some hosts.</summary>
/// <param name="Hosts">Which.</param>
/// <param name="Rules">By rule id.</param>
/// <param name="Places">Where each is said: by rule id, and by rule id, a dot and the key (<c>ssh.config/permit_root_login.severity</c>).</param>
public sealed record PolicyLayer(
    HostSelector Hosts,
    ImmutableDictionary<string, RulePolicy> Rules,
    ImmutableDictionary<string, PolicyPlace> Places
);
