using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does PAM's account stage let the user in?</summary>
public sealed class PamGate : Gate
{
    public override GateId Id => GateId.Pam;

    public override string Title => "PAM";

    public override string Needs => "PAM's files for sshd";

    public override Milestone ProvedBy => Milestone.Authenticated;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        asked.Server.Setting("UsePAM").Value == "no"
            ? GateVerdict.Open(EvidenceLine.Server("UsePAM no", asked.Server.Config.Source))
        : Methods.WantsPassword(asked)
        && asked.Server.Against("ssh.pam/faillock", asked.Question.User) is { } locked
            ? GateVerdict.Closed(EvidenceLine.Server(locked.Summary, locked.Source))
        : PamRules.NoLogin(asked) is { } closed
            ? GateVerdict.Closed(EvidenceLine.Server(closed.Summary, closed.Source))
        : PamRules.Stack(asked) is { } stack
            ? GateVerdict.Closed(EvidenceLine.Server(stack.Summary, stack.Source))
        : RuleGate.Ask(
            asked,
            PamRules.OfAccounts,
            asked.Question.User,
            "PAM's account stage lets the user through"
        );
}
