using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>What comes after the method: PAM, nologin, and whether a session is of any use.</summary>
internal static class SessionGates
{
    public static IEnumerable<LoginDecision> Decide(Attempt attempt)
    {
        yield return attempt.UsesPam ? PamGate.Decide(attempt) : NoLogin(attempt);
        if (attempt.Value("ChrootDirectory") is not ("" or "none"))
        {
            yield return new(
                LoginGate.Session,
                LoginVerdict.Unknown,
                "whether sshd accepts ChrootDirectory is not known",
                attempt.Place("ChrootDirectory")
            );
        }

        yield return Shell(attempt);
    }

    /// <summary>sshd itself looks for one file (<c>session.c</c>, <c>do_nologin</c>).</summary>
    private static LoginDecision NoLogin(Attempt attempt)
    {
        const string file = "/etc/nologin";
        return attempt.IsRoot || !attempt.Host.NoLogin.Contains(file)
            ? !attempt.IsRoot && attempt.Host.NoLoginUnknown is { } reason
                ? new(LoginGate.NoLogin, LoginVerdict.Unknown, reason)
                : new(LoginGate.NoLogin, LoginVerdict.Yes, "no nologin file")
            : new(LoginGate.NoLogin, LoginVerdict.No, $"{file} exists", file);
    }

    /// <summary>Every command but sshd's own sftp runs in the shell.</summary>
    private static LoginDecision Shell(Attempt attempt)
    {
        const string inside = "internal-sftp";
        var isInside =
            attempt.Value("ForceCommand").StartsWith(inside, StringComparison.Ordinal)
            || (
                attempt.Value("ForceCommand") is "" or "none"
                && attempt.Means.Line?.Options.Command?.StartsWith(inside, StringComparison.Ordinal)
                    == true
            );
        return isInside ? new(LoginGate.Session, LoginVerdict.Yes, "sftp alone")
            : attempt.Account.HasLoginShell
                ? new(LoginGate.Session, LoginVerdict.Yes, "the shell starts")
            : new(
                LoginGate.Session,
                LoginVerdict.No,
                $"the shell {attempt.Account.Shell} only says no"
            );
    }
}
