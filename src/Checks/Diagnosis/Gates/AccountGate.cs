using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the account exist, and is it neither locked nor expired?</summary>
public sealed class AccountGate : Gate
{
    public override GateId Id => GateId.Account;

    public override string Title => "account";

    public override string Needs => "the host's account files";

    public override Milestone ProvedBy => Milestone.Authenticated;

    private static readonly string[] Rules =
    [
        "ssh.accounts/locked",
        "ssh.accounts/expired",
        "ssh.accounts/password_expired",
    ];

    // PAM asks for a new password in the session: only what ran proves that it did not.
    public override EvidenceLine? ProofIn(DiagnosisCase asked) =>
        asked.Client.Proof(
            asked.Server.Against("ssh.accounts/password_expired", asked.Question.User) is null
                ? ProvedBy
                : Milestone.ShellRan
        );

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var server = asked.Server;
        if (server.Account.IsAbsent)
        {
            return GateVerdict.Closed(
                EvidenceLine.Server(server.Account.Reason, server.Account.Source)
            );
        }

        return server.Account.IsUnknown
            ? GateVerdict.Unknown(server.Account.Reason)
            : RuleGate.Ask(asked, Rules, asked.Question.User, "the account is good");
    }
}
