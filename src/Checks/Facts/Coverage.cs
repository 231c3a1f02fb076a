namespace Fleet.Checks.Facts;

/// <summary>How well a key prefix could be looked at. Could not read is not absent.</summary>
public enum CoverageState
{
    Unspecified = 0,

    /// <summary>All there is under the prefix was read: a key that is not there does not exist.</summary>
    Complete,

    /// <summary>The thing under the prefix does not exist on this host, and that is certain.</summary>
    Absent,

    /// <summary>Something stood in the way (permission, error, deadline): nothing can be said of absent keys.</summary>
    Unreadable,

    /// <summary>A cap was reached: present keys are true, absent ones unknown.</summary>
    Truncated,
}

/// <summary>What a check can vouch for under one key prefix; part of an observation's hash.</summary>
/// <param name="Prefix">A fact key prefix (<see cref="FactKey.IsUnder"/>). The longest prefix over a key speaks for it.</param>
/// <param name="State">How well it was read.</param>
/// <param name="Reason">Why it is not <see cref="CoverageState.Complete"/>: short, stable text without times or counters.</param>
public readonly record struct Coverage(string Prefix, CoverageState State, string? Reason = null)
{
    /// <summary>True where absence of a key under the prefix is knowledge.</summary>
    public bool IsCertain => State is CoverageState.Complete or CoverageState.Absent;
}
