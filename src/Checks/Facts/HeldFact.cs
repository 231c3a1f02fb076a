namespace Fleet.Checks.Facts;

/// <summary>A fact as kept: stale where the newest run of its check could not see whether it still holds.</summary>
public readonly record struct HeldFact(Fact Fact, bool IsStale);
