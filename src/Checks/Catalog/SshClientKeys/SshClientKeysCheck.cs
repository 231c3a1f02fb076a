using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>
/// <c>ssh_client.keys</c>: the private keys that people on this host log in elsewhere with, seen from outside alone.
/// <c>client_key/alice/home/alice/.ssh/id_ed25519 = -rw------- alice:alice</c>.
/// </summary>
public sealed class SshClientKeysCheck : Check
{
    internal const string Id = "ssh_client.keys";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 1,
            Title =
                "Private keys of the accounts on this host: permissions, types, how many a server is shown",
            Description =
                "Looks, as the account itself, into the .ssh of each account that can log in and at the files that IdentityFile names for every host: mode and owner of each private key, whose content is "
                + "never read, and type and fingerprint from the .pub beside it. Whoever uses this host as a client cares: ssh ignores a key that others may read, and a client with more keys than the "
                + "server's MaxAuthTries is thrown out before the right one has its turn. It sees sockets of agents but does not ask them, so keys that only an agent holds are not counted.",
            Interval = TimeSpan.FromMinutes(15),
            Keys =
            [
                new(
                    "client_key/*/**",
                    KeyUse.Watched,
                    "Permissions and owners of a private key file",
                    "-rw------- alice:alice"
                ),
                new(
                    "client_key_public/*/**",
                    KeyUse.Inventory,
                    "What the .pub beside a private key holds: type, bits of RSA, fingerprint",
                    "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ"
                ),
                new(
                    "client_identity/*/**",
                    KeyUse.Inventory,
                    "What is there for a file that an IdentityFile line names: private key, public key, missing",
                    "private key"
                ),
                new(
                    "client_offer/*",
                    KeyUse.Inventory,
                    "How many keys from files the account shows to a host that no section of its configuration names",
                    "2"
                ),
                new(
                    "client_agent/*/**",
                    KeyUse.Inventory,
                    "A socket where an agent listens for the account; its keys are not asked for",
                    "socket"
                ),
                new(
                    "client_owner/*",
                    KeyUse.Inventory,
                    "How files of the account show their owner",
                    "alice"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.ActAsUser],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new KeyModeRule(), new PublicIdentityRule(), new WeakClientKeyRule(), new TooManyKeysRule()];

    public override string Brief(CheckFacts facts) =>
        facts
            .Under(KeyFact.Mode)
            .Count(held => !held.IsStale)
            .ToString(CultureInfo.InvariantCulture);

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var scope = new ClientScope(context.Host, seen, KeyFact.Prefixes);
        var system = await ClientConfigFiles.SystemAsync(context.Host, cancellationToken);
        var found = false;
        var names = await scope.RunAsync(
            async (account, token) =>
                found |= await new ClientKeyLook(account, system, scope, seen).RunAsync(token),
            cancellationToken
        );
        if (names is not null && !found)
        {
            scope.NotApplicable("no account has keys to log in elsewhere with");
        }
    }
}
