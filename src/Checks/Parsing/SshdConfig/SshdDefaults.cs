namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Built-in values by release, as <c>sshd -T</c> prints them. Those that depend on the build (algorithm lists, paths, IPQoS) are left out.</summary>
internal static class SshdDefaults
{
    /// <summary>The built-in value, lines joined by a line feed; null where it cannot be told.</summary>
    public static string? Of(SshdKeyword keyword, OpenSshVersion version) =>
        keyword.Name switch
        {
            "Port" => "22",
            "HostKey" => HostKeys,
            "PermitRootLogin" => version.IsAtLeast(7, 0) ? "prohibit-password" : "yes",
            "UseDNS" => version.IsAtLeast(6, 8) ? "no" : "yes",
            _ => keyword.Default,
        };

    private const string HostKeys =
        "/etc/ssh/ssh_host_rsa_key\n/etc/ssh/ssh_host_ecdsa_key\n/etc/ssh/ssh_host_ed25519_key";
}
