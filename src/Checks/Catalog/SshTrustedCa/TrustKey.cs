using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>The fact keys of ssh.trusted_ca.</summary>
internal static class TrustKey
{
    public const string AuthorityPrefix = "trusted_user_ca";
    public const string FilePrefix = "trust_file";
    public const string CommandPrefix = "keys_command";
    public const string PrincipalsPrefix = "principals_file";

    public static string Authority(string fingerprint) => $"{AuthorityPrefix}/{fingerprint}";

    public static string File(string path) => FilePrefix + Escaped(path);

    public static string Principals(string account) =>
        $"{PrincipalsPrefix}/{FactKey.Segment(account)}";

    /// <summary>The root is <c>keys_command/.</c>: a key that ends with a slash would speak for all below it.</summary>
    public static string Command(string path) =>
        CommandPrefix + (path == "/" ? "/." : Escaped(path));

    private static string Escaped(string path) =>
        string.Join('/', path.Split('/').Select(FactKey.Segment));
}

/// <summary>What a file that sshd trusts is, as a fact's value.</summary>
internal static class TrustFile
{
    public const string Missing = "missing";
    public const string NotRegular = "not a regular file";
    public const string Keys = "keys";
    public const string Revocations = "key revocation list";
    public const string Damaged = "damaged";
    public const string Empty = "empty";
}
