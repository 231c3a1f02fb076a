using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>What the client's own files have against its keys.</summary>
internal static class ClientKeyCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "key.config_owner",
            GateId.Key,
            "ssh refuses its own configuration file because of owner or mode",
            ConfigOwner
        ),
        new("key.too_many", GateId.Key, "the client offers too many keys", TooMany),
        new("key.unusable", GateId.Key, "the client cannot use its key", Unusable)
        {
            Explains = ["method.cannot_sign"],
        },
        new("key.none", GateId.Key, "the client has no key to offer", None),
    ];

    private static CauseFound? ConfigOwner(DiagnosisCase asked) =>
        asked.Client.Transcript.First(SshDebugKind.BadConfigOwner) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"ssh stops at once: others may write {line.Last}, or it is not yours.",
                Evidence = [ClientEvidence.Line(line)],
                Fixes = RuleCause.OnClient(
                    $"chown \"$(id -u)\" {ShellWord.Quote(line.Last)} && chmod 600 {ShellWord.Quote(line.Last)}"
                ),
                Disproof = $"ls -l {ShellWord.Quote(line.Last)}",
            };

    private static CauseFound? TooMany(DiagnosisCase asked)
    {
        if (asked.Client.Seen(SshDebugKind.TooManyFailures) is not { } line)
        {
            return null;
        }

        var offered = asked.Client.Transcript.All(SshDebugKind.Offering).Count();
        var right = asked.Server.Key.Value?.Admits?.Fingerprint;
        var name = asked.Client.Keys.Value is { } keys
            ? keys.FirstOrDefault(key => key.Fingerprint == right)?.Name
            : null;
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary =
                $"the client offered {offered} keys and sshd hung up before the right one: each refused key counts against MaxAuthTries.",
            Evidence = [line],
            Fixes = RuleCause.OnClient(
                ClientWords.Ssh(
                    asked.Question,
                    $"-o IdentitiesOnly=yes -i {ShellWord.Quote(name ?? "~/.ssh/THE_RIGHT_KEY")}"
                ),
                "ssh-add -l"
            ),
            Disproof = "ssh-add -l lists fewer than six keys",
        };
    }

    private static CauseFound? Unusable(DiagnosisCase asked)
    {
        if (
            (asked.Client.Reached(Milestone.KeyKnown) && Signing.Failed(asked) is null)
            || asked.Client.Transcript.Has(SshDebugKind.BadConfigOwner)
            || Keys.Unusable(asked) is not { } line
        )
        {
            return null;
        }

        var file =
            asked.Client.Transcript.First(SshDebugKind.KeyTooOpen)?.Last
            ?? asked.Client.Transcript.First(SshDebugKind.KeyNotLoaded)?.Values[0]
            ?? line.Source;
        var known = asked.Client.Keys.Value is { } keys
            ? keys.FirstOrDefault(key => key.Name == file)
            : null;
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = $"ssh does not use {file}: {line.Text}.",
            Evidence = [line],
            Fixes = RuleCause.OnClient(
                known is { Repair.Length: > 0 } ? known.Repair
                : asked.Client.Transcript.Has(SshDebugKind.KeyTooOpen)
                    ? $"chmod 600 {ShellWord.Quote(file)}"
                : $"ssh-keygen -y -f {ShellWord.Quote(file)}"
            ),
            Disproof = $"ssh-keygen -y -f {ShellWord.Quote(file)} prints the public key",
        };
    }

    // A password may still do, and a batch attempt does not try one.
    private static CauseFound? None(DiagnosisCase asked)
    {
        var methods = Methods.Offered(asked);
        if (
            asked.Client.Keys is not { Value.Count: 0 }
            || asked.Client.Transcript.Has(SshDebugKind.Offering)
            || asked.Client.Seen(SshDebugKind.PermissionDenied) is not { } denied
        )
        {
            return null;
        }

        var passwords =
            methods.Value is { } offered
            && offered.Any(method => method is "password" or "keyboard-interactive");
        return new CauseFound
        {
            Confidence = passwords ? Confidence.Possible : Confidence.Certain,
            Summary = passwords
                ? $"this user has no key to offer; {asked.Question.Host} takes passwords too, which were not tried."
                : $"this user has no key to offer, and {asked.Question.Host} takes nothing else.",
            Evidence = [denied],
            Fixes = RuleCause.OnClient(
                "ssh-keygen -t ed25519",
                $"ssh-copy-id {(asked.Question.Port == 22 ? "" : $"-p {ClientWords.Number(asked.Question)} ")}{ShellWord.Quote($"{asked.Question.User}@{asked.Question.Host}")}"
            ),
            Disproof = "ssh-add -l; ls ~/.ssh/id_*",
        };
    }
}
