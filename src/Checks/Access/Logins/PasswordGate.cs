using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Access.Logins;

/// <summary>Whether some password opens the account. Whoever knows it is in.</summary>
internal static class PasswordGate
{
    /// <summary>Modules of the auth stage that do not let anybody in by themselves whom pam_unix refuses.</summary>
    private static readonly HashSet<string> NoOtherWay = new(StringComparer.Ordinal)
    {
        "pam_unix.so",
        "pam_deny.so",
        "pam_env.so",
        "pam_faildelay.so",
        "pam_faillock.so",
        "pam_tally2.so",
        "pam_nologin.so",
        "pam_cap.so",
        "pam_localuser.so",
        "pam_usertype.so",
        "pam_securetty.so",
        "pam_shells.so",
        "pam_motd.so",
        "pam_warn.so",
        "pam_echo.so",
        "pam_group.so",
        "pam_sepermit.so",
        "pam_loginuid.so",
        "pam_selinux.so",
    };

    public static LoginDecision Decide(Attempt attempt)
    {
        if (!attempt.UsesPam && attempt.Means.Method == LoginMethod.KeyboardInteractive)
        {
            return new(
                LoginGate.Password,
                LoginVerdict.No,
                "without PAM nothing asks for keyboard-interactive"
            );
        }

        var own = Own(attempt);
        if (!attempt.UsesPam || own.Verdict == LoginVerdict.Unknown)
        {
            return own;
        }

        if (attempt.Host.Pam.Auth is not { } stack)
        {
            return new(LoginGate.Password, LoginVerdict.Unknown, attempt.Host.Pam.Unknown);
        }

        // pam_permit stands at the end of the usual stacks, behind a pam_deny that dies first.
        var other = stack.Modules.FirstOrDefault(module =>
            !NoOtherWay.Contains(module.Name)
            && !(module.Name == "pam_permit.so" && stack.Has("pam_unix.so"))
        );
        return other is null
            ? own
            : new(
                LoginGate.Password,
                LoginVerdict.Unknown,
                $"{other.Name} decides about passwords too",
                other.Source
            );
    }

    private static LoginDecision Own(Attempt attempt) =>
        attempt.Account.Password switch
        {
            null => new(
                LoginGate.Password,
                LoginVerdict.Unknown,
                attempt.Account.PasswordUnknown ?? "whether it has a password is not known"
            ),
            PasswordState.Set => new(LoginGate.Password, LoginVerdict.Yes, "the password"),
            PasswordState.Empty => attempt.Is("PermitEmptyPasswords", "yes")
                ? new(
                    LoginGate.Password,
                    LoginVerdict.Yes,
                    "no password is needed: it is empty",
                    attempt.Place("PermitEmptyPasswords")
                )
                : new(LoginGate.Password, LoginVerdict.No, "its password is empty"),
            _ => new(LoginGate.Password, LoginVerdict.No, "it has no password"),
        };
}
