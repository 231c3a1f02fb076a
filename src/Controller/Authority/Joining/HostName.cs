namespace Fleet.Controller.Authority.Joining;

/// <summary>Names that hosts may have in a fleet.</summary>
public static class HostName
{
    /// <summary>As long as the kernel lets a host name be (uname(2), <c>HOST_NAME_MAX</c>); also X.520's limit of a common name.</summary>
    public const int MaxLength = 64;

    /// <summary>Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, beginning and ending with a letter or digit.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public const string Expected =
        "1 to 64 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit";
}
