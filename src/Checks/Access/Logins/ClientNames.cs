namespace Fleet.Checks.Access.Logins;

/// <summary>Patterns that could match a client's name but no address.</summary>
internal static class ClientNames
{
    /// <summary>True where the comma list has a pattern of names.</summary>
    public static bool AnyIn(string list) => list.Split(',').Any(IsName);

    // IPv6 addresses have letters too, up to f and beside colons.
    private static bool IsName(string pattern) =>
        pattern.Any(c => char.IsAsciiLetter(c) && !char.IsAsciiHexDigit(c))
        || (pattern.Any(char.IsAsciiLetter) && !pattern.Contains(':'));
}
