using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Built-in values by release (<c>readconf.c: fill_default_options</c>).</summary>
public static class ClientDefaults
{
    /// <summary>The keys that ssh tries where no IdentityFile is set, in its order.</summary>
    public static ImmutableArray<string> Identities(OpenSshVersion version) =>
        version.IsAtLeast(10, 1) ? Named("rsa", "ecdsa", "ecdsa_sk", "ed25519", "ed25519_sk")
        : version.IsAtLeast(9, 8)
            ? Named("rsa", "ecdsa", "ecdsa_sk", "ed25519", "ed25519_sk", "xmss")
        : version.IsAtLeast(8, 9)
            ? Named("rsa", "ecdsa", "ecdsa_sk", "ed25519", "ed25519_sk", "xmss", "dsa")
        : version.IsAtLeast(8, 2)
            ? Named("rsa", "dsa", "ecdsa", "ecdsa_sk", "ed25519", "ed25519_sk", "xmss")
        : Named("rsa", "dsa", "ecdsa", "ed25519");

    internal static ImmutableArray<string> Of(
        ClientKeyword keyword,
        ClientState state,
        ClientQuestion question,
        OpenSshVersion version
    ) =>
        keyword.Name switch
        {
            "User" => [question.LocalUser.Name],
            "IdentityFile" => Identities(version),
            "CheckHostIP" => [version.IsAtLeast(8, 5) ? "no" : "yes"],
            "UpdateHostKeys" => [version.IsAtLeast(8, 5) && Updates(state) ? "yes" : "no"],
            "ObscureKeystrokeTiming" when version.IsAtLeast(9, 5) => ["yes"],
            _ when keyword.Default is null => [],
            _ when keyword.Kind == ClientValueKind.Words => [.. keyword.Default.Split(' ')],
            _ when keyword.Kind == ClientValueKind.RekeyLimit => [.. keyword.Default.Split(' ')],
            _ => [keyword.Default],
        };

    /// <summary>Only where the user's usual file is the one that would be updated, and DNS is not asked for keys.</summary>
    private static bool Updates(ClientState state) =>
        !(state["VerifyHostKeyDNS"] is [var dns] && dns.Text != "no")
        && state["UserKnownHostsFile"] is [] or [{ Text: "~/.ssh/known_hosts" }];

    private static ImmutableArray<string> Named(params string[] types) =>
        [.. types.Select(type => "~/.ssh/id_" + type)];
}
