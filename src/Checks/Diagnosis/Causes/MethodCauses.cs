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
        new(
            "method.password_off",
            GateId.Method,
            "sshd takes no passwords from this user",
            NoPasswords
        ),
        new("method.cannot_sign", GateId.Method, "the client cannot sign with its key", CannotSign),
        new("method.grace_time", GateId.Method, "nobody logged in within LoginGraceTime", TooSlow)
        {
            Explains = ["pam.decided"],
        },
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

    private static CauseFound? NoPasswords(DiagnosisCase asked)
    {
        var methods = Methods.Offered(asked);
        if (
            methods.Value is not { } offered
            || !Methods.WantsPassword(asked)
            || Methods.TakesPasswords(offered)
        )
        {
            return null;
        }

        var setting = asked.Server.Setting("PasswordAuthentication");
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary =
                setting.Value == "no"
                    ? $"sshd takes no passwords from {asked.Question.User}: PasswordAuthentication no ({setting.Source}); and this user has no key."
                    : $"sshd takes {string.Join(", ", offered)} from {asked.Question.User} and no passwords; and this user has no key.",
            Evidence =
            [
                EvidenceLine.Server($"sshd takes {string.Join(", ", offered)}", methods.Source),
                .. setting.IsPresent
                    ? new[]
                    {
                        EvidenceLine.Server(
                            $"PasswordAuthentication {setting.Value}",
                            setting.Source
                        ),
                    }
                    : [],
            ],
            Fixes =
            [
                .. RuleCause.OnClient("ssh-keygen -t ed25519"),
                .. asked.Server.Input is { } input
                    ? RuleCause.OnHost(
                        SshdRemedy.Set(input, "PasswordAuthentication", "yes", setting.Source)
                    )
                    : [],
            ],
            Disproof =
                $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))} | grep -i '^passwordauthentication yes'",
        };
    }

    private static CauseFound? CannotSign(DiagnosisCase asked) =>
        Signing.Failed(asked) is not { } accepted
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    "the server takes the key and the client does not sign with it: its passphrase was not given, or the agent waits for a confirmation.",
                Evidence = [accepted, asked.Client.Seen(SshDebugKind.PermissionDenied)!],
                Fixes = RuleCause.OnClient("ssh-add; ssh-add -l"),
                Disproof = "ssh-keygen -y -P '' -f KEY prints the public key",
            };

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

    private static CauseFound? TooSlow(DiagnosisCase asked)
    {
        if (GraceTime.Ended(asked) is not { } ended)
        {
            return null;
        }

        var grace = asked.Server.Setting("LoginGraceTime");
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = grace.IsPresent
                ? $"sshd gives a login {grace.Value} seconds (LoginGraceTime, {grace.Source}), and this one took longer: a slow step in PAM, a second factor, or slow names."
                : "the login took longer than LoginGraceTime allows: a slow step in PAM, a second factor, or slow names.",
            Evidence = [ended],
            Fixes =
            [
                .. asked.Server.Input is { } input
                    ? RuleCause.OnHost(SshdRemedy.Set(input, "LoginGraceTime", "120", grace.Source))
                    : [],
                .. RuleCause.OnHost("grep -vn '^#' /etc/pam.d/sshd"),
            ],
            Disproof = "time ssh to the host ends before LoginGraceTime",
        };
    }
}
