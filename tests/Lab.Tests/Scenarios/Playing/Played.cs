using Fleet.Lab.Tests.Diagnosing;

namespace Fleet.Lab.Tests.Scenarios.Playing;

/// <summary>How a scenario went.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Trouble">What was not as the scenario says: the fault not felt, or not healed; null where all was.</param>
/// <param name="Told">What <c>fleet diagnose</c> said while the fault was in; null where it did not come to that.</param>
internal sealed record Played(Scenario Scenario, string? Trouble, Diagnosis? Told)
{
    /// <summary>The true cause's place among those told, from 1; 0 where it is not among them.</summary>
    public int Rank => 1 + Array.FindIndex(Ids, id => Scenario.Told.Contains(id));

    /// <summary>The cause that was told first; empty where none was.</summary>
    public string FirstCause => Ids.FirstOrDefault() ?? "";

    public double Seconds => Told?.Seconds ?? 0;

    private string[] Ids => [.. (Told?.Causes ?? []).Select(cause => cause.Split(' ')[0])];
}
