namespace Fleet.Checks.Facts;

/// <summary>What is known of a key: three answers, never two.</summary>
public enum ReadingState
{
    Unspecified = 0,
    Present,
    Absent,
    Unknown,
}

/// <summary>The answer to "what is the value of this key?".</summary>
/// <param name="State">Present, certainly absent, or unknown.</param>
/// <param name="Value">The value; for <see cref="ReadingState.Unknown"/> the last known one, stale, or empty.</param>
/// <param name="Reason">Why it is unknown or absent.</param>
/// <param name="Source">Where it was read.</param>
public readonly record struct Reading(
    ReadingState State,
    string Value,
    string? Reason,
    string? Source
)
{
    public bool IsPresent => State == ReadingState.Present;

    public bool IsAbsent => State == ReadingState.Absent;

    public bool IsUnknown => State == ReadingState.Unknown;

    /// <summary>True where the key is present with this value (ordinal, ASCII case ignored as sshd does for its keywords).</summary>
    public bool Is(string value) =>
        IsPresent && Value.Equals(value, StringComparison.OrdinalIgnoreCase);
}
