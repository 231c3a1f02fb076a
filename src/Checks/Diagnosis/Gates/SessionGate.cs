using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does PAM open the session, and does no limit end it?</summary>
public sealed class SessionGate : Gate
{
    public override GateId Id => GateId.Session;

    public override string Title => "session";

    public override string Needs => "limits and PAM's session stage";

    public override Milestone ProvedBy => Milestone.SessionOpened;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var client = asked.Client;
        if (client.Reached(Milestone.Authenticated))
        {
            return Hangup.Of(asked) is not { } end
                ? GateVerdict.Unknown("the session's end was not seen")
                : GateVerdict.Closed(end);
        }

        return RuleGate.Ask(
            asked,
            ["ssh.pam/limits"],
            asked.Question.User,
            "no limit ends the session"
        );
    }
}
