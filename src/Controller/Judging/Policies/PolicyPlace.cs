namespace Fleet.Controller.Judging.Policies;

/// <summary>Where a policy says something.</summary>
/// <param name="File">The file's name as it was given; empty: the built-in policy.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public sealed record PolicyPlace(string File, int Line, int Column)
{
    public static PolicyPlace BuiltIn { get; } = new("", 0, 0);

    /// <summary><c>policy.yaml:4:15</c></summary>
    public override string ToString() => File.Length == 0 ? "built in" : $"{File}:{Line}:{Column}";
}
