using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>What ssh would make of the host's own keys, by the client's known_hosts: told without any attempt.</summary>
internal static class HostKeyOutlook
{
    /// <summary>The answer on the key that gets furthest; null where the client's files or the host's keys are not known.</summary>
    public static KnownHostAnswer? Of(DiagnosisCase asked)
    {
        if (
            asked.Client.KnownHosts.Value is not { } known
            || asked.Server.Input is not { } input
            || asked.Client.Config.Value is not { } config
        )
        {
            return null;
        }

        var alias = config["hostkeyalias"];
        var hasAlias = alias is not ("" or "none");
        var (name, port) = hasAlias
            ? (alias, KnownHostName.DefaultPort)
            : (config["hostname"], asked.Question.Port);
        var answers = TrueHostKey
            .Of(input)
            .Select(key => SshPublicKey.Read(key.Type, key.Base64, out _))
            .OfType<SshPublicKey>()
            .Select(key => known.Lookup(name, port, key))
            .ToList();
        // ssh asks first for the types that it knows: one right key is enough.
        return answers.Find(one => one.Verdict == KnownHostVerdict.Revoked)
            ?? answers.Find(one => one.Verdict == KnownHostVerdict.Ok)
            ?? answers.Find(one => one.Verdict == KnownHostVerdict.Changed)
            ?? answers.FirstOrDefault();
    }

    /// <summary>The line of known_hosts that none of the host's own keys fits; null where there is none.</summary>
    public static CauseFound? Stale(DiagnosisCase asked) =>
        Of(asked) is not { Verdict: KnownHostVerdict.Changed, Line: { } line } answer
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"{line.Source} has another key of {answer.Name} than any that the host has: ssh refuses the host.",
                Evidence =
                [
                    EvidenceLine.Client(
                        $"{line.Key.Type.Name} {line.Key.Fingerprint}",
                        line.Source
                    ),
                    EvidenceLine.Server(
                        string.Join(' ', asked.Server.HostKeys.Value?.Values ?? []),
                        "ssh.host_keys"
                    ),
                ],
                Fixes =
                [
                    .. RuleCause.OnClient(
                        $"ssh-keygen -f {ShellWord.Quote(line.File)} -R {ShellWord.Quote(answer.Name)}"
                    ),
                    .. TrueHostKey
                        .Of(asked.Server.Input!)
                        .Take(1)
                        .SelectMany(key =>
                            RuleCause.OnClient(
                                $"echo {ShellWord.Quote($"{answer.Name} {key.Type} {key.Base64}")} >> {ShellWord.Quote(line.File)}"
                            )
                        ),
                ],
                Disproof =
                    $"ssh-keygen -f {ShellWord.Quote(line.File)} -lF {ShellWord.Quote(answer.Name)} shows a fingerprint of the host's",
            };
}
