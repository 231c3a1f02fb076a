using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the host know one of the client's keys?</summary>
public sealed class KeyGate : Gate
{
    public override GateId Id => GateId.Key;

    public override string Title => "key known";

    public override string Needs => "the user's key files, and the client's keys";

    public override Milestone ProvedBy => Milestone.KeyKnown;

    // The public half may be known where the private one is of no use.
    public override EvidenceLine? ProofIn(DiagnosisCase asked) =>
        Signing.Failed(asked) is not null && Keys.Unusable(asked) is not null
            ? null
            : asked.Client.Proof(ProvedBy);

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var server = asked.Server;
        var client = asked.Client;
        if (client.Seen(SshDebugKind.TooManyFailures) is { } tooMany)
        {
            return GateVerdict.Closed(tooMany);
        }

        if (Algorithms.NoneCommon(asked) is { } none)
        {
            return GateVerdict.Closed(none);
        }

        if (LogLines.Last(asked, "key_type_refused") is { } refused)
        {
            return GateVerdict.Closed(refused);
        }

        if (client.Seen(SshDebugKind.NoMutualSignature) is { } unsigned)
        {
            return GateVerdict.Closed(unsigned);
        }

        if (
            (!client.Transcript.Has(SshDebugKind.Offering) || Signing.Failed(asked) is not null)
            && Keys.Unusable(asked) is { } useless
        )
        {
            return GateVerdict.Closed(useless);
        }

        if (server.Against("ssh.trusted_ca/revoked_keys") is { } revoked)
        {
            return GateVerdict.Closed(EvidenceLine.Server(revoked.Summary, revoked.Source));
        }

        if (server.Key is { Value: { } keys } known)
        {
            return keys.Admits is { } line
                ? GateVerdict.Open(
                    EvidenceLine.Server($"{line.Fingerprint} is {line.Source}", known.Source)
                )
                : GateVerdict.Closed(Keys.WhyNot(keys, asked));
        }

        return Keys.Unusable(asked) is { } unusable ? GateVerdict.Closed(unusable)
            : client.Seen(SshDebugKind.PermissionDenied) is { } denied
                ? GateVerdict.Closed([denied, .. Keys.Offered(asked)])
            : GateVerdict.Unknown(server.Key.Reason);
    }
}
