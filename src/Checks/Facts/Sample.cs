namespace Fleet.Checks.Facts;

/// <summary>A number that moves by nature (free space, load, clock skew). It never drifts; thresholds judge it.</summary>
/// <param name="Key">A stable key like a fact's, with its unit as last segment: <c>clock/skew/seconds</c>.</param>
/// <param name="Value">The number, in the unit the key names.</param>
public readonly record struct Sample(string Key, double Value);
