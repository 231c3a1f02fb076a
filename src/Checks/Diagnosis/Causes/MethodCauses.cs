using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The two sides want no method in common.</summary>
internal static class MethodCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("method.publickey_off", GateId.Method, "sshd takes no keys from this user", NoKeys),
        new("method.second_factor", GateId.Method, "sshd wants more than one method", SecondFactor),
    ];

    private static CauseFound? NoKeys(DiagnosisCase asked)
    {
        var methods = Methods.Offered(asked);
        if (
            methods.Value is not { } offered
            || offered.Contains("publickey")
            || !Methods.HasKeys(asked)
            || asked.Client.Transcript.Has(SshDebugKind.PartialSuccess)
        )
        {
            return null;
        }

        var setting = asked.Server.Setting("PubkeyAuthentication");
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary =
                setting.Value == "no"
                    ? $"sshd takes no keys from {asked.Question.User}: PubkeyAuthentication no ({setting.Source})."
                    : $"sshd takes no keys from {asked.Question.User}, only {string.Join(", ", offered)}.",
            Evidence =
            [
                EvidenceLine.Server($"sshd takes {string.Join(", ", offered)}", methods.Source),
                .. setting.IsPresent
                    ? new[]
                    {
                        EvidenceLine.Server(
                            $"PubkeyAuthentication {setting.Value}",
                            setting.Source
                        ),
                    }
                    : [],
            ],
            Fixes = asked.Server.Input is { } input
                ? RuleCause.OnHost(
                    SshdRemedy.Set(input, "PubkeyAuthentication", "yes", setting.Source)
                )
                : RuleCause.OnHost(
                    $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))} | grep -i pubkeyauthentication"
                ),
            Disproof =
                $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))} | grep -i '^pubkeyauthentication yes'",
        };
    }

    private static CauseFound? SecondFactor(DiagnosisCase asked)
    {
        var partial = asked.Client.Transcript.Last(SshDebugKind.PartialSuccess);
        var chains = asked.Server.Setting("AuthenticationMethods");
        var needs = chains.Value is { } value && Methods.NeedsMore(value);
        return partial is null && !(needs && Methods.HasKeys(asked))
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = needs
                    ? $"sshd wants {chains.Value} from {asked.Question.User}: a key alone does not do."
                    : $"sshd wants a second method from {asked.Question.User} after {partial!.Last}.",
                Evidence =
                [
                    .. partial is null ? [] : new[] { ClientEvidence.Line(partial) },
                    .. needs
                        ? new[]
                        {
                            EvidenceLine.Server(
                                $"AuthenticationMethods {chains.Value}",
                                chains.Source
                            ),
                        }
                        : [],
                ],
                Fixes = RuleCause.OnClient(ClientWords.Ssh(asked.Question, "-t -o BatchMode=no")),
                Disproof =
                    $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))} | grep -i '^authenticationmethods any'",
            };
    }
}
