namespace Fleet.Checks.Parsing.SshWire;

/// <summary>How a read from the start of some bytes ended.</summary>
public enum WireState
{
    Unspecified = 0,

    /// <summary>The thing is whole.</summary>
    Ok,

    /// <summary>What is there so far is right; more bytes are needed.</summary>
    More,

    /// <summary>No further byte can make it right.</summary>
    Invalid,
}

/// <summary>The answer of a reader of bytes from a connection.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Value">The thing where <see cref="State"/> is <see cref="WireState.Ok"/>.</param>
/// <param name="Length">How many bytes it took.</param>
/// <param name="Reason">What is wrong where it is <see cref="WireState.Invalid"/>, what is missing where it is <see cref="WireState.More"/>.</param>
public readonly record struct WireRead<T>(WireState State, T? Value, int Length, string Reason)
{
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => State == WireState.Ok;
}

internal static class WireRead
{
    public static WireRead<T> Ok<T>(T value, int length) => new(WireState.Ok, value, length, "");

    public static WireRead<T> More<T>(string missing) => new(WireState.More, default, 0, missing);

    public static WireRead<T> Invalid<T>(string reason) =>
        new(WireState.Invalid, default, 0, reason);
}
