using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshClient;

/// <summary>Fact keys of client files: a prefix, whose file it is, then a path or a name. All of it comes from the host: each segment is escaped.</summary>
internal static class ClientKey
{
    /// <summary>Stands in an account's place for what belongs to the host as a whole; an account of this name is written otherwise.</summary>
    public const string System = "system";

    /// <summary>An account's part under a prefix.</summary>
    public static string Of(string prefix, string account) =>
        $"{prefix}/{(account == System ? "%73ystem" : FactKey.Segment(account))}";

    /// <summary>The host's part under a prefix.</summary>
    public static string OfSystem(string prefix) => $"{prefix}/{System}";

    /// <summary>A path under an owner's part.</summary>
    public static string Path(string owned, string path) =>
        owned + string.Join('/', path.Split('/').Select(FactKey.Segment));

    /// <summary>A text under an owner's part.</summary>
    public static string Text(string owned, string text) => $"{owned}/{FactKey.Segment(text)}";

    /// <summary>True where a key speaks of the host as a whole.</summary>
    public static bool IsSystem(string key, string prefix) =>
        FactKey.IsUnder(key, OfSystem(prefix));

    /// <summary>Whose a key is, as people call them, and what stands behind: a path with its slash, or a text.</summary>
    public static (string Owner, string Item) Split(string key, string prefix)
    {
        var rest = key[(prefix.Length + 1)..];
        var slash = rest.IndexOf('/');
        return slash < 0
            ? (Uri.UnescapeDataString(rest), "")
            : (Uri.UnescapeDataString(rest[..slash]), Uri.UnescapeDataString(rest[slash..]));
    }
}
