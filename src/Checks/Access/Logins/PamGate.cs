using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Access.Logins;

/// <summary>PAM's account stage, asked after every method (<c>auth-pam.c</c>, <c>do_pam_account</c>). A module that is not known may answer anything.</summary>
internal static class PamGate
{
    /// <summary>Modules of directories: they do not know an account of files (sssd, winbind, LDAP, Kerberos).</summary>
    private static readonly HashSet<string> OfDirectories = new(StringComparer.Ordinal)
    {
        "pam_sss.so",
        "pam_ldap.so",
        "pam_winbind.so",
        "pam_krb5.so",
        "pam_systemd_home.so",
    };

    /// <summary>Modules that say yes to everybody at this stage.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "pam_permit.so",
        "pam_faillock.so",
        "pam_tally2.so",
        "pam_env.so",
        "pam_warn.so",
        "pam_echo.so",
        "pam_motd.so",
    };

    public static LoginDecision Decide(Attempt attempt)
    {
        if (attempt.Host.Pam.Account is not { } stack)
        {
            return new(LoginGate.Pam, LoginVerdict.Unknown, attempt.Host.Pam.Unknown);
        }

        var answers = stack.Modules.ToDictionary(module => module, module => Of(attempt, module));
        ImmutableArray<PamAnswer> Known(PamModule module) => answers[module].Answers;
        if (!PamDispatch.CanSucceed(stack, Known))
        {
            var refusing =
                stack.Modules.FirstOrDefault(module => Frees(stack, module, Known))
                ?? stack.Modules.FirstOrDefault(module =>
                    Known(module) is [PamAnswer.Refused or PamAnswer.ModuleUnknown]
                );
            return new(
                LoginGate.Pam,
                LoginVerdict.No,
                refusing is null
                    ? "no answer of PAM's modules lets anybody in"
                    : answers[refusing].Words,
                refusing is null ? "" : answers[refusing].Source
            );
        }

        var open = stack.Modules.FirstOrDefault(module =>
            Known(module).Length > 1
            && Known(module).Contains(PamAnswer.Refused)
            && !PamDispatch.CanSucceed(
                stack,
                one => one == module ? [PamAnswer.Refused] : Known(one)
            )
        );
        return open is not null
            ? new(LoginGate.Pam, LoginVerdict.Unknown, answers[open].Words, answers[open].Source)
            : MustChange(attempt, stack) ?? new(LoginGate.Pam, LoginVerdict.Yes, "PAM lets it in");
    }

    private static bool Frees(
        PamStack stack,
        PamModule module,
        Func<PamModule, ImmutableArray<PamAnswer>> known
    ) =>
        known(module) is [PamAnswer.Refused or PamAnswer.ModuleUnknown]
        && PamDispatch.CanSucceed(stack, one => one == module ? [PamAnswer.Success] : known(one));

    /// <summary>An aged password is asked for a change first, with a key too: that takes a terminal.</summary>
    private static LoginDecision? MustChange(Attempt attempt, PamStack stack)
    {
        var asking = stack.Modules.FirstOrDefault(module =>
            module.Name == "pam_unix.so"
            && (
                attempt.Means.SshName is "password" or "keyboard-interactive"
                || !module.Line.Arguments.Contains("no_pass_expiry")
            )
        );
        return asking is not null && attempt.Account.ChangeDueAt <= attempt.AsOf
            ? new(
                LoginGate.Pam,
                LoginVerdict.Unknown,
                "only after a change of the password, at a terminal",
                asking.Source
            )
            : null;
    }

    private static PamReply Of(Attempt attempt, PamModule module) =>
        attempt.Host.Pam.IsMissing(module)
            ? new([PamAnswer.ModuleUnknown], $"{module.Name} is not installed", module.Source)
        : Harmless.Contains(module.Name)
            ? new([PamAnswer.Success, PamAnswer.Ignore], "", module.Source)
        : OfDirectories.Contains(module.Name)
            ? new([PamAnswer.UserUnknown, PamAnswer.Ignore], "", module.Source)
        : module.Name switch
        {
            "pam_deny.so" => new([PamAnswer.Refused], "pam_deny refuses everybody", module.Source),
            "pam_localuser.so" => new([PamAnswer.Success], "", module.Source),
            "pam_unix.so" => Unix(attempt, module),
            "pam_nologin.so" => NoLogin(attempt, module),
            "pam_access.so" => Access(attempt, module),
            "pam_shells.so" => Shells(attempt, module),
            _ => new(PamDispatch.Any, $"what {module.Name} says is not known", module.Source),
        };

    private static PamReply Unix(Attempt attempt, PamModule module)
    {
        var account = attempt.Account;
        return account.PasswordUnknown is { } reason ? new(PamDispatch.Any, reason, module.Source)
            : account.ExpiresAt <= attempt.AsOf
                ? new([PamAnswer.Refused], "the account has expired", module.Source)
            : account.InactiveAt <= attempt.AsOf
                ? new(
                    [PamAnswer.Refused],
                    "the password expired and was not changed in time",
                    module.Source
                )
            : account.Password == PasswordState.Missing
                ? new(PamDispatch.Any, "the account has no line in shadow", module.Source)
            : account.ChangeDueAt <= attempt.AsOf
                ? new([PamAnswer.NewPasswordRequired, PamAnswer.Success], "", module.Source)
            : new([PamAnswer.Success], "", module.Source);
    }

    /// <summary>Root may always.</summary>
    private static PamReply NoLogin(Attempt attempt, PamModule module)
    {
        var own = module.Argument("file");
        return attempt.IsRoot ? new([PamAnswer.Success, PamAnswer.Ignore], "", module.Source)
            : own is not null
                ? new(PamDispatch.Any, $"whether {own} exists is not known", module.Source)
            : attempt.Host.NoLogin is [var file, ..]
                ? new([PamAnswer.Refused], $"{file} exists", file)
            : attempt.Host.NoLoginUnknown is { } reason
                ? new(PamDispatch.Any, reason, module.Source)
            : new([PamAnswer.Ignore, PamAnswer.Success], "", module.Source);
    }

    private static PamReply Access(Attempt attempt, PamModule module)
    {
        var rules = attempt.Host.Pam.AccessRules(module);
        if (attempt.Account.Groups is not { } groups)
        {
            return new(PamDispatch.Any, "the account's groups are not known", module.Source);
        }

        var verdict = new PamAccess(
            [.. rules.Select(one => one.Rule)],
            attempt.Account.Name,
            groups,
            module.Line.Arguments.Contains("nodefgroup")
        ).From(IPAddress.Parse(attempt.Source));
        var place = verdict.By is { } by
            ? $"{rules.First(one => one.Rule == by).Path}:{by.Line}"
            : module.Source;
        return verdict.Answer switch
        {
            AccessAnswer.Granted => new([PamAnswer.Success], "", place),
            AccessAnswer.Denied => new([PamAnswer.Refused], "access.conf denies it", place),
            _ => new(PamDispatch.Any, "a name decides in access.conf", place),
        };
    }

    private static PamReply Shells(Attempt attempt, PamModule module) =>
        attempt.Host.Pam.Text("/etc/shells") is not { } text
            ? new(PamDispatch.Any, "/etc/shells is not known", module.Source)
        : WordPerLine.Parse(text).Contains(attempt.Account.Shell)
            ? new([PamAnswer.Success], "", module.Source)
        : new([PamAnswer.Refused], "/etc/shells does not have the shell", module.Source);

    private readonly record struct PamReply(
        ImmutableArray<PamAnswer> Answers,
        string Words,
        string Source
    );
}
