using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The login waits for name servers (sshd_config(5) UseDNS, GSSAPIAuthentication). It may succeed at last, or run into a limit.</summary>
internal static class SlowCauses
{
    // A resolver waits 5 s before it asks the next server (resolv.conf(5)).
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private static readonly string[] Rules = ["host.dns/client_name", "host.dns/gssapi"];

    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "user.slow_names",
            GateId.User,
            "the login waits for a name server that does not answer",
            Find
        )
        {
            IsBesideGate = true,
        },
    ];

    private static CauseFound? Find(DiagnosisCase asked)
    {
        var waited = asked.Client.AttemptTook >= Slow && asked.Client.Reached(Milestone.Agreed);
        var ended = AttemptLog.Last(asked, "", "timeout");
        var rule = Rules
            .Select(one => asked.Server.Against(one))
            .FirstOrDefault(one => one is not null);
        if (!waited && ended is null || rule is null && asked.Server.IsKnown)
        {
            return null;
        }

        var source = ClientWords.Source(asked.Question.Source);
        return new CauseFound
        {
            Confidence =
                rule is null ? Confidence.Possible
                : asked.Client.Reached(Milestone.ShellRan) ? Confidence.Certain
                : Confidence.Likely,
            Summary = rule is null
                ? "the login takes long: sshd may wait for a name server (UseDNS), for Kerberos (GSSAPIAuthentication), or for a slow step of PAM."
                : $"the login takes long: {rule.Summary}.",
            Evidence =
            [
                .. waited
                    ? new[]
                    {
                        EvidenceLine.Client(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"the attempt took {asked.Client.AttemptTook.TotalSeconds:0.0} s"
                            ),
                            "ssh -vvv"
                        ),
                    }
                    : [],
                .. rule is null ? [] : new[] { RuleCause.Line(rule) },
                .. new[] { ended }.OfType<EvidenceLine>(),
            ],
            Fixes =
            [
                .. RuleCause.OnClient(
                    ClientWords.Ssh(asked.Question, "-o GSSAPIAuthentication=no")
                ),
                .. RuleCause.OnHost(
                    rule?.Remedy
                        ??
                        [
                            "sshd -T | grep -Ei '^(usedns|gssapiauthentication)'",
                            "cat /etc/resolv.conf",
                        ]
                ),
            ],
            Rule = rule?.Rule ?? "",
            Disproof = $"time getent hosts {source} on the host takes less than a second",
        };
    }
}
