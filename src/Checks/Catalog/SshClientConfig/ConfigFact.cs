using System.Collections.Frozen;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>The facts of ssh_client.config.</summary>
internal static class ConfigFact
{
    public const string File = "client_config";
    public const string Error = "client_config_error";
    public const string Setting = "client_setting";
    public const string Group = "client_config_group";
    public const string Rules = "client_config_rules";
    public const string Owner = "client_config_owner";
    public const string PrivateGroups = "client_config_rules/private_groups";

    /// <summary>A file that its user may not open: ssh gives up on it where it is included.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The section of lines that stand before the first Host or Match.</summary>
    public const string Everywhere = "*";

    public static readonly string[] Prefixes = [File, Error, Setting, Group, Rules, Owner];

    /// <summary>The settings that are written down.</summary>
    public static readonly FrozenSet<string> Keywords = new[]
    {
        "StrictHostKeyChecking",
        "UserKnownHostsFile",
        "GlobalKnownHostsFile",
        "NoHostAuthenticationForLocalhost",
        "VerifyHostKeyDNS",
        "ForwardAgent",
        "ForwardX11Trusted",
        "Ciphers",
        "MACs",
        "KexAlgorithms",
        "HostKeyAlgorithms",
        "PubkeyAcceptedAlgorithms",
        "CASignatureAlgorithms",
        "PermitLocalCommand",
        "ProxyCommand",
        "KnownHostsCommand",
        "IdentitiesOnly",
        "IdentityAgent",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string GroupKey(string group, string what) =>
        $"{Group}/{FactKey.Segment(group)}/{what}";
}
