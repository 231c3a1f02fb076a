using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>
/// <c>ssh.trusted_ca</c>: what else than key files lets people in or keeps them out: <c>trusted_user_ca/SHA256:… = ssh-ed25519</c>, <c>trust_file/etc/ssh/revoked = missing</c>.
/// </summary>
public sealed class SshTrustedCaCheck : Check
{
    internal const string Id = "ssh.trusted_ca";

    private static readonly string[] Prefixes =
    [
        TrustKey.AuthorityPrefix,
        TrustKey.FilePrefix,
        TrustKey.CommandPrefix,
        TrustKey.PrincipalsPrefix,
    ];

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 1,
            Title = "Certificate authorities, revoked keys and key commands that sshd trusts",
            Description =
                "Reads the files that TrustedUserCAKeys and RevokedKeys name, anywhere in sshd_config, the certificate authorities in the first and whether the second are readable at all, looks for the "
                + "AuthorizedPrincipalsFile of each account with a login shell, and at every folder over AuthorizedKeysCommand and AuthorizedPrincipalsCommand, which sshd runs only where root alone can write. "
                + "It runs none of these commands, so what keys they yield is not known, and does not read what a revocation list revokes.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new(
                    "trusted_user_ca/**",
                    KeyUse.Watched,
                    "An authority whose certificates let people in: its key's type",
                    "ssh-ed25519"
                ),
                new(
                    "trust_file/**",
                    KeyUse.Watched,
                    "A file that TrustedUserCAKeys or RevokedKeys names: keys, key revocation list, empty, damaged, missing, not a regular file",
                    "keys"
                ),
                new(
                    "keys_command/**",
                    KeyUse.Watched,
                    "Permissions and owners of AuthorizedKeysCommand, AuthorizedPrincipalsCommand and the folders over them; missing",
                    "-rwxr-xr-x root:root"
                ),
                new(
                    "principals_file/*",
                    KeyUse.Inventory,
                    "The AuthorizedPrincipalsFile of an account, where it exists",
                    "/etc/ssh/principals/alice"
                ),
            ],
            Needs = [Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new RevokedKeysRule(), new TrustedCaRule(), new KeysCommandRule(), new PrincipalsRule()];

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            Cover(seen, CoverageState.Absent, missing);
            seen.NotApplicable(missing);
            return;
        }

        var settings = await AccountSettings.ReadAsync(host, cancellationToken);
        var names = await HostNames.ReadAsync(host, cancellationToken);
        if (!names.IsOk || settings.For("root", []) is null)
        {
            Cover(seen, CoverageState.Unreadable, names.IsOk ? settings.Reason : names.Reason);
            return;
        }

        Cover(
            seen,
            settings.Reason.Length == 0 ? CoverageState.Complete : CoverageState.Truncated,
            settings.Reason.Length == 0 ? null : settings.Reason
        );
        var look = new TrustLook(host, names.Value, seen);
        foreach (var path in TrustSettings.Paths(settings.Directives, "TrustedUserCAKeys"))
        {
            await look.AuthoritiesAsync(path, cancellationToken);
        }

        foreach (var path in TrustSettings.Paths(settings.Directives, "RevokedKeys"))
        {
            await look.RevokedAsync(path, cancellationToken);
        }

        foreach (var path in TrustSettings.Commands(settings.Directives))
        {
            await look.CommandAsync(path, cancellationToken);
        }

        await look.PrincipalsAsync(settings, cancellationToken);
    }

    private static void Cover(ObservationBuilder seen, CoverageState state, string? reason)
    {
        foreach (var prefix in Prefixes)
        {
            seen.Cover(prefix, state, reason);
        }
    }
}
