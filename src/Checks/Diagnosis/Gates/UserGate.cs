using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Do sshd's lists, and PermitRootLogin, let the user in?</summary>
public sealed class UserGate : Gate
{
    public override GateId Id => GateId.User;

    public override string Title => "user allowed";

    public override string Needs => "sshd's configuration for this user and source";

    public override Milestone ProvedBy => Milestone.KeyKnown;

    // sshd asks whether root may log in only when root has proved to be root (auth.c, auth_root_allowed).
    public override EvidenceLine? ProofIn(DiagnosisCase asked) =>
        asked.Client.Proof(asked.Question.User == "root" ? Milestone.Authenticated : ProvedBy);

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var server = asked.Server;
        return server.Account.IsAbsent ? GateVerdict.Unknown(server.Account.Reason)
            : server.UserRefusal is { Value: { } refusal } list
                ? GateVerdict.Closed(
                    EvidenceLine.Server($"{refusal.Name} {refusal.Value}", list.Source)
                )
            : RootLogin.Refusal(asked) is { } root ? GateVerdict.Closed(root)
            : OldConfiguration.Refuses(asked) is { } old ? GateVerdict.Closed(old)
            : server.UserRefusal.IsAbsent
                ? GateVerdict.Open(
                    EvidenceLine.Server(server.UserRefusal.Reason, server.UserRefusal.Source)
                )
            : GateVerdict.Unknown(server.UserRefusal.Reason);
    }
}
