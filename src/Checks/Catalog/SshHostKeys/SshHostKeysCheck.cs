using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>
/// <c>ssh.host_keys</c>: the keys by which clients know this host. <c>host_key/ssh-ed25519 = SHA256:…</c>,
/// <c>host_key_mode/etc/ssh/ssh_host_ed25519_key = -rw------- root:root</c>. Private files are never opened.
/// </summary>
public sealed class SshHostKeysCheck : Check
{
    internal const string Id = "ssh.host_keys";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 2,
            Title = "The host's own keys: fingerprints, permissions, missing files",
            Description =
                "Takes the HostKey files of sshd_config, or the three that sshd tries by itself, reads the fingerprint from each .pub and the mode and owner of each private file, which it never opens. "
                + "Whoever connects cares: a changed key stops every client with a warning, a missing or too open one is not offered, and without any sshd does not start. It does not see whether "
                + "a .pub belongs to its private file, keys held only by an agent (HostKeyAgent), or what the running daemon loaded before the files changed.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    "host_key/*",
                    KeyUse.Watched,
                    "The fingerprint of the host's key of a type; of several, all, joined by |",
                    "SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ",
                    CausedBy: HostKeyMissingRule.Id
                ),
                new(
                    "host_key_mode/**",
                    KeyUse.Inventory,
                    "Permissions and owners of a private key file",
                    "-rw------- root:root"
                ),
                new(
                    "host_key_file/**",
                    KeyUse.Inventory,
                    "A private key file that sshd is told to load, or tries by itself",
                    HostKeyFact.Configured
                ),
                new(
                    "host_key_public/**",
                    KeyUse.Inventory,
                    "What the .pub beside a private file holds, or what is wrong with it",
                    "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ"
                ),
                new(
                    "host_key_public_mode/**",
                    KeyUse.Inventory,
                    "Permissions and owners of that .pub",
                    "-rw-r--r-- root:root"
                ),
            ],
            Needs = [Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new AnyHostKeyRule(), new HostKeyModeRule(), new HostKeyMissingRule(), new PublicKeyRule()];

    public override string Brief(CheckFacts facts) =>
        facts.Under("host_key").Count(held => !held.IsStale).ToString(CultureInfo.InvariantCulture);

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

        var files = await SshdConfigFiles.ReadAsync(
            host,
            OpenSshVersion.Assumed,
            cancellationToken
        );
        var read = files.IsOk ? files.Value.Configuration : Empty;
        var setting = SshdEvaluator
            .Evaluate(read, SshdConnection.Unspecified, OpenSshVersion.Assumed)
            .Find("HostKey");
        if ((!files.IsOk && !files.IsAbsent) || setting is null)
        {
            Cover(
                seen,
                CoverageState.Unreadable,
                files.IsOk ? read.Gaps.Select(gap => gap.Reason).FirstOrDefault() : files.Reason
            );
            return;
        }

        Cover(seen, CoverageState.Complete, null);
        var look = new HostKeyLook(host, seen);
        await look.RunAsync(
            setting.Lines,
            setting.Source is null ? HostKeyFact.BuiltIn : HostKeyFact.Configured,
            cancellationToken
        );
    }

    private static SshdConfiguration Empty { get; } =
        SshdConfigReader.Read("/etc/ssh/sshd_config", "", OpenSshVersion.Assumed, _ => null);

    private static void Cover(ObservationBuilder seen, CoverageState state, string? reason)
    {
        foreach (var prefix in HostKeyFact.Prefixes)
        {
            seen.Cover(prefix, state, reason);
        }
    }
}
