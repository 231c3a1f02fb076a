namespace Fleet.Checks.Parsing.Accounts;

/// <summary>What a password field allows. The hash itself is never kept: only this is.</summary>
public enum PasswordState
{
    Unspecified = 0,

    /// <summary>Some password opens the account.</summary>
    Set,

    /// <summary>The field is empty: no password is asked for, where the asker permits that.</summary>
    Empty,

    /// <summary>No password can match (<c>*</c> and other text that is no hash).</summary>
    None,

    /// <summary>The field starts with <c>!</c> and a hash stands behind it: <c>passwd -u</c> opens it again.</summary>
    Locked,

    /// <summary>The field starts with <c>!</c> and there is nothing to unlock.</summary>
    LockedWithout,

    /// <summary>passwd(5) points to shadow(5), and that has no line that can be read.</summary>
    Missing,
}

/// <summary>Reads password fields of passwd(5) and shadow(5), and their text as facts hold it.</summary>
public static class PasswordField
{
    private const int DesLength = 13;

    private static readonly System.Buffers.SearchValues<char> Hash =
        System.Buffers.SearchValues.Create(
            "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        );

    /// <summary>crypt(5): a hash starts with <c>$</c> or <c>_</c>, or is thirteen characters of the traditional alphabet.</summary>
    public static PasswordState Read(ReadOnlySpan<char> field) =>
        field.IsEmpty ? PasswordState.Empty
        : field[0] == '!'
            ? IsHash(field.TrimStart('!')) ? PasswordState.Locked
                : PasswordState.LockedWithout
        : IsHash(field) ? PasswordState.Set
        : PasswordState.None;

    /// <summary>As facts hold it.</summary>
    public static string Text(this PasswordState state) =>
        state switch
        {
            PasswordState.Set => "set",
            PasswordState.Empty => "empty",
            PasswordState.Locked => "locked",
            PasswordState.LockedWithout => "locked, none set",
            PasswordState.Missing => "missing",
            _ => "none",
        };

    private static bool IsHash(ReadOnlySpan<char> field) =>
        field.Length > 1
        && (
            field[0] is '$' or '_' || (field.Length == DesLength && !field.ContainsAnyExcept(Hash))
        );
}
