using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>What PAM's account stage has against a user, by the rules of ssh.pam and ssh.accounts.</summary>
internal static class PamRules
{
    public static readonly ImmutableArray<string> OfAccounts = ["ssh.pam/access", "ssh.pam/shells"];

    /// <summary>A nologin file, which root passes.</summary>
    public static Finding? NoLogin(DiagnosisCase asked) =>
        asked.Question.User == "root" ? null : asked.Server.Against("ssh.accounts/nologin");

    /// <summary>A stack that fails for everybody.</summary>
    public static Finding? Stack(DiagnosisCase asked) =>
        asked.Server.Against("ssh.pam/stack", "account");
}
