using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Passwords that must be changed first. PAM asks that of who comes with a key, too.</summary>
public sealed class PasswordExpiredRule : LoginAccountRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/password_expired",
            Title = "No account has to change its password before it can log in",
            Severity = Severity.High,
            Rationale =
                "pam_unix asks for a change of an aged password in the account stage, whatever opened the door: with a key and no terminal the session ends with \"Password change required but no TTY available\". "
                + "After the days of inactivity it refuses the account (Linux-PAM passverify.c, check_shadow_expiry). With UsePAM no sshd asks it of passwords only (OpenSSH auth-shadow.c).",
            Reads = ["account/*/ageing", UsePam, "pam_stack/account"],
            References = ["shadow(5)", "chage(1)"],
        };

    private protected override ImmutableArray<string> About => [AccountKey.Ageing];

    private protected override Finding Judge(LoginAccount account, JudgeInput input)
    {
        var reading = account.Read(AccountKey.Ageing);
        if (reading.IsUnknown)
        {
            return NotKnown(account, reading);
        }

        var ageing = Ageing.Parse(reading.Value);
        if (!reading.IsPresent || (ageing.Changed != 0 && Due(ageing) is null))
        {
            return Passes(account, $"{account.Name}'s password does not age");
        }

        if (WithoutPam(input) && !account.HasPassword)
        {
            return Passes(account, "UsePAM is no: sshd does not ask who comes with a key");
        }

        if (!WithoutPam(input) && PamService.From(input)?.AsksKeysForAgeing == false)
        {
            return Passes(
                account,
                "no module of PAM asks who comes with a key about the password's age"
            );
        }

        return ageing.Changed == 0
            ? MustChange(account, "it was set to be changed at the next login")
            : Aged(account, ageing, input);
    }

    private Finding Aged(LoginAccount account, Ageing ageing, JudgeInput input)
    {
        var due = Due(ageing)!.Value;
        var last = due.AddDays(-1)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var refused =
            ageing.Inactive is { } days && !WithoutPam(input)
                ? DayText.Start(Changed(ageing) + ageing.Maximum!.Value + days + 1)
                : null;
        return input.AsOf < due
                ? Passes(account, $"{account.Name}'s password is good until {last}") with
                {
                    ValidUntil = due,
                }
            : refused is { } end && input.AsOf >= end
                ? Stands(
                    account,
                    Outcome.Fail,
                    $"{account.Name} cannot log in: the password expired after {last} and was not changed in the {ageing.Inactive} days after",
                    Remedy(account)
                )
            : MustChange(account, $"it expired after {last}") with { ValidUntil = refused };
    }

    private Finding MustChange(LoginAccount account, string why) =>
        Stands(
            account,
            Outcome.Warn,
            $"{account.Name} must change the password before anything else, and cannot without a terminal: {why}",
            Remedy(account)
        );

    private static string Remedy(LoginAccount account) =>
        $"chage -d \"$(date +%F)\" {Quoted(account)}";

    /// <summary>The first day on which the password is too old; null where it never is.</summary>
    private static DateTimeOffset? Due(Ageing ageing) =>
        ageing.Maximum is { } maximum && maximum < int.MaxValue && Changed(ageing) < int.MaxValue
            ? DayText.Start(Changed(ageing) + maximum + 1)
            : null;

    /// <summary>shadow(5) calls ageing switched off without a day of change; pam_unix and sshd count from the day before 1970.</summary>
    private static long Changed(Ageing ageing) => ageing.Changed ?? -1;
}
