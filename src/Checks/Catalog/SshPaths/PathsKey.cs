using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>The fact keys of ssh.paths. Names and paths come from the host: each segment is escaped.</summary>
internal static class PathsKey
{
    public const string ModePrefix = "mode";
    public const string KeyPrefix = "authorized_key";
    public const string FilePrefix = "authorized_keys_file";
    public const string ModifiedPrefix = "authorized_keys_mtime";
    public const string LoginPrefix = "login";
    public const string GroupPrefix = "path_group";
    public const string StrictPrefix = "strict_modes";
    public const string Enabled = "strict_modes/enabled";
    public const string PrivateGroups = "strict_modes/private_groups";

    /// <summary>The root is <c>mode/.</c>: a key that ends with a slash would speak for all below it.</summary>
    public static string Mode(string path) => ModePrefix + (path == "/" ? "/." : Escaped(path));

    public static string Keys(string account) => $"{KeyPrefix}/{FactKey.Segment(account)}";

    public static string Key(string account, string fingerprint) =>
        $"{Keys(account)}/{fingerprint}";

    public static string Files(string account) => $"{FilePrefix}/{FactKey.Segment(account)}";

    public static string File(string account, string path) => Files(account) + Escaped(path);

    public static string Modified(string account) => $"{ModifiedPrefix}/{FactKey.Segment(account)}";

    public static string Modified(string account, string path) => Modified(account) + Escaped(path);

    public static string Login(string account, string what) =>
        $"{LoginPrefix}/{FactKey.Segment(account)}/{what}";

    public static string Group(string group, string what) =>
        $"{GroupPrefix}/{FactKey.Segment(group)}/{what}";

    private static string Escaped(string path) =>
        string.Join('/', path.Split('/').Select(FactKey.Segment));
}
