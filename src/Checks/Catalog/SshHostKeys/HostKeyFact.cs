using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>The fact keys of ssh.host_keys.</summary>
internal static class HostKeyFact
{
    public const string Prefix = "host_key";
    public const string ModePrefix = "host_key_mode";
    public const string FilePrefix = "host_key_file";
    public const string PublicPrefix = "host_key_public";
    public const string PublicModePrefix = "host_key_public_mode";

    /// <summary>A file that sshd_config names.</summary>
    public const string Configured = "configured";

    /// <summary>A file that sshd tries by itself; that one is missing is no error.</summary>
    public const string BuiltIn = "built in";

    public static readonly string[] Prefixes =
    [
        Prefix,
        ModePrefix,
        FilePrefix,
        PublicPrefix,
        PublicModePrefix,
    ];

    public static string Key(string type) => $"{Prefix}/{type}";

    public static string Mode(string path) => ModePrefix + Escaped(path);

    public static string File(string path) => FilePrefix + Escaped(path);

    public static string Public(string path) => PublicPrefix + Escaped(path);

    public static string PublicMode(string path) => PublicModePrefix + Escaped(path);

    /// <summary>The path a key of <see cref="File"/> was made of.</summary>
    public static string PathOf(string fileKey) =>
        Uri.UnescapeDataString(fileKey[FilePrefix.Length..]);

    private static string Escaped(string path) =>
        string.Join('/', path.Split('/').Select(FactKey.Segment));
}
