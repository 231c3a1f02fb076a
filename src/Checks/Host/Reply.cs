namespace Fleet.Checks.Host;

/// <summary>How a request to the host ended.</summary>
public enum ReplyState
{
    Unspecified = 0,
    Ok,

    /// <summary>The thing certainly does not exist (ENOENT, ENOTDIR, no such command).</summary>
    Absent,

    /// <summary>Not allowed to look (EACCES, EPERM), or the host's owner denies this request.</summary>
    Denied,

    /// <summary>Any other reason, a passed deadline included.</summary>
    Failed,
}

/// <summary>The answer to a <see cref="HostRequest{T}"/>. Expected failure is a value.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Value">The answer where <see cref="IsOk"/>.</param>
/// <param name="Reason">Why not: short, stable text naming the thing (<c>/home/alice: Permission denied</c>).</param>
public readonly record struct Reply<T>(ReplyState State, T? Value, string Reason)
{
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => State == ReplyState.Ok;

    public bool IsAbsent => State == ReplyState.Absent;
}

/// <summary>Makes replies.</summary>
public static class Reply
{
    public static Reply<T> Ok<T>(T value) => new(ReplyState.Ok, value, "");

    public static Reply<T> Absent<T>(string reason) => new(ReplyState.Absent, default, reason);

    public static Reply<T> Denied<T>(string reason) => new(ReplyState.Denied, default, reason);

    public static Reply<T> Failed<T>(string reason) => new(ReplyState.Failed, default, reason);
}
