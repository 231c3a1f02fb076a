using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientKnownHosts;

/// <summary>
/// <c>ssh_client.known_hosts</c>: which hosts the accounts of this host know, by which keys.
/// <c>known_host/alice/web-12 = ssh-ed25519 SHA256:…</c>; the controller holds them to the fleet's true host keys.
/// </summary>
public sealed class SshClientKnownHostsCheck : Check
{
    internal const string Id = "ssh_client.known_hosts";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 1,
            Title = "The hosts that accounts of this host know, and by which keys",
            Description =
                "Reads the known_hosts files of each account that can log in, with the account's rights, and the host's own: the usual ones, or those that UserKnownHostsFile and GlobalKnownHostsFile name "
                + "for every host. Hashed names stay hashes, which only somebody who has the name can try. Whoever connects from here cares: another key of a name stops ssh with \"REMOTE HOST "
                + "IDENTIFICATION HAS CHANGED\", a revoked one too, and in a script an unknown host is a failure. It does not see KnownHostsCommand or keys in DNS.",
            Interval = TimeSpan.FromHours(1),
            Keys =
            [
                new(
                    "known_host/*/*",
                    KeyUse.Inventory,
                    "A name, pattern or hash as the file has it, and the keys that it is known by: marker, type and fingerprint, several joined by |",
                    "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ"
                ),
                new(
                    "known_hosts_broken/*/**",
                    KeyUse.Inventory,
                    "A line that ssh passes over, and why",
                    "the key is cut short or damaged"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.ActAsUser],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new RevokedHostRule(), new ContradictionRule(), new BrokenKnownHostRule()];

    public override string Brief(CheckFacts facts) =>
        facts
            .Under(KnownHostFact.Host)
            .Count(held => !held.IsStale)
            .ToString(CultureInfo.InvariantCulture);

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var scope = new ClientScope(context.Host, seen, KnownHostFact.Prefixes);
        var system = await ClientConfigFiles.SystemAsync(context.Host, cancellationToken);
        var look = new KnownHostsLook(context.Host, system, scope, seen);
        var names = await scope.RunAsync(look.AccountAsync, cancellationToken);
        if (names is null)
        {
            return;
        }

        await look.SystemAsync(cancellationToken);
        if (!look.Found)
        {
            scope.NotApplicable("no account of this host knows another host");
        }
    }
}
