using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pam;

/// <summary>The four things PAM is asked (pam.conf(5)).</summary>
public enum PamType
{
    Unspecified = 0,
    Auth,
    Account,
    Password,
    Session,
}

/// <summary>One line of a PAM configuration.</summary>
/// <param name="Line">From 1; of a continued line the first.</param>
/// <param name="Type">The type; unspecified for <c>@include</c>, which brings all types.</param>
/// <param name="Control">As written: <c>required</c>, <c>[success=1 default=ignore]</c>, <c>include</c>; <c>@include</c>.</param>
/// <param name="Module">The module, or the included file.</param>
/// <param name="Arguments">The module's, without the brackets that keep blanks together.</param>
public sealed record PamLine(
    int Line,
    PamType Type,
    string Control,
    string Module,
    ImmutableArray<string> Arguments
)
{
    /// <summary>True for a type with <c>-</c> in front: a module that is missing is not logged.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>What libpam holds against the line, which then always fails; null where nothing.</summary>
    public string? Error { get; init; }

    /// <summary>True where another file's lines take this one's place.</summary>
    public bool IsInclude => Control is "@include" or "include" or "substack";

    /// <summary>The service of the line, in pam.conf only; empty elsewhere.</summary>
    public string Service { get; init; } = "";
}
