using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary><c>ssh.authorized_keys</c>: what the keys that <c>ssh.paths</c> found are worth. It reads nothing a second time.</summary>
public sealed class SshAuthorizedKeysCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys",
            Version = 1,
            Title =
                "What the keys in authorized_keys are worth: expiry, strength, sources, sharing",
            Description =
                "Judges the key files that ssh.paths reads, line by line as sshd does, and reads nothing itself: keys that have expired or soon will, that are weak, that no source can use, that open several "
                + "accounts, and keys of people who left, whose fingerprints the policy names. An expiry-time without a Z is in the host's time zone, which is not known here: half a day of doubt is left on both sides.",
            Interval = TimeSpan.FromMinutes(5),
            Keys = [],
            Needs = [],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new KeyExpiryRule(),
        new WeakKeyRule(),
        new KeySourceRule(),
        new SharedKeyRule(),
        new LeftKeyRule(),
        new KnownKeyRule(),
        new CloudRootRule(),
    ];

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(context.Host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
        }
    }
}
