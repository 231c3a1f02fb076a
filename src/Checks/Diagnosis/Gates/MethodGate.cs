using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Is there a method that both sides want?</summary>
public sealed class MethodGate : Gate
{
    public override GateId Id => GateId.Method;

    public override string Title => "method";

    public override string Needs => "sshd's methods for this user, and the client's";

    public override Milestone ProvedBy => Milestone.Authenticated;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var client = asked.Client;
        if (client.Transcript.Last(SshDebugKind.PartialSuccess) is { } partial)
        {
            return GateVerdict.Closed(ClientEvidence.Line(partial));
        }

        var methods = Methods.Offered(asked);
        if (methods is not { Value: { } offered })
        {
            return GateVerdict.Unknown(methods.Reason);
        }

        if (GraceTime.Ended(asked) is { } ended)
        {
            return GateVerdict.Closed(ended);
        }

        if (Signing.Failed(asked) is { } accepted)
        {
            return GateVerdict.Closed([accepted, client.Seen(SshDebugKind.PermissionDenied)!]);
        }

        if (Methods.WantsPassword(asked) && !Methods.TakesPasswords(offered))
        {
            return GateVerdict.Closed(
                EvidenceLine.Server(
                    $"sshd takes {string.Join(", ", offered)}, and the client has no key",
                    methods.Source
                )
            );
        }

        return Methods.HasKeys(asked) && !offered.Contains("publickey")
                ? GateVerdict.Closed(
                    EvidenceLine.Server(
                        $"sshd takes {(offered.Count == 0 ? "no method" : string.Join(", ", offered))}, and the client has keys",
                        methods.Source
                    )
                )
            : Methods.HasKeys(asked)
            && asked.Server.Setting("AuthenticationMethods") is { IsPresent: true } chains
            && Methods.NeedsMore(chains.Value!)
                ? GateVerdict.Closed(
                    EvidenceLine.Server($"AuthenticationMethods {chains.Value}", chains.Source)
                )
            : GateVerdict.Open(
                EvidenceLine.Server($"sshd takes {string.Join(", ", offered)}", methods.Source)
            );
    }
}
