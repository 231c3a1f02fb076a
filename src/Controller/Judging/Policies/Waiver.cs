namespace Fleet.Controller.Judging.Policies;

/// <summary>An accepted exception: what fails is still told, counts as waived, and opens no regression.</summary>
/// <param name="Hosts">Where it holds.</param>
/// <param name="Rule">A rule's id, or a fact key's pattern for drift.</param>
/// <param name="Subject">One subject; empty: every one.</param>
/// <param name="Reason">Why, for the auditor.</param>
/// <param name="By">Who answers for it; empty: who applied the policy.</param>
/// <param name="Until">When it ends. The moment itself is no longer waived.</param>
/// <param name="Place">Where the policy says so.</param>
public sealed record Waiver(
    HostSelector Hosts,
    string Rule,
    string Subject,
    string Reason,
    string By,
    DateTimeOffset Until,
    PolicyPlace Place
);
