using Fleet.Checks.Access.Logins;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>The model of logins, by gate: it knows of certificates, revocations and rules for sources that the gates' own evidence does not show.</summary>
internal static class Decisions
{
    /// <summary>The first refusal that closes a gate; null where none does.</summary>
    public static LoginDecision? Against(DiagnosisCase asked, GateId gate) =>
        asked.Server.Login.Value?.Decisions.FirstOrDefault(one =>
            one.Verdict == LoginVerdict.No && GateOf(one.Gate) == gate
        );

    /// <summary>The gate that a decision is about; unspecified for those that the client's own view tells better.</summary>
    public static GateId GateOf(LoginGate gate) =>
        gate switch
        {
            LoginGate.TcpWrappers => GateId.Banner,
            LoginGate.UserLists or LoginGate.RootLogin => GateId.User,
            LoginGate.Method => GateId.Method,
            LoginGate.KeyFile => GateId.Paths,
            LoginGate.Key or LoginGate.Certificate => GateId.Key,
            LoginGate.Account or LoginGate.Lock => GateId.Account,
            LoginGate.Pam or LoginGate.NoLogin => GateId.Pam,
            LoginGate.Shell or LoginGate.Session => GateId.Shell,
            _ => GateId.Unspecified,
        };
}
