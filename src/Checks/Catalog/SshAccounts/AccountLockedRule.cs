using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>sshd itself refuses locked accounts, but only where PAM does not decide.</summary>
public sealed class AccountLockedRule : LoginAccountRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/locked",
            Title = "No account that can log in is locked, or lost from shadow",
            Severity = Severity.High,
            Rationale =
                "With UsePAM no, sshd refuses an account whose password field starts with ! even if it comes with a key (OpenSSH auth.c, allowed_user). With UsePAM yes a locked password "
                + "stops passwords only; but pam_unix refuses an account that passwd refers to a line in shadow which is not there or damaged.",
            Reads = ["account/*/password", UsePam],
            References = ["passwd(1) -l", "sshd(8) LOGIN PROCESS"],
        };

    private protected override ImmutableArray<string> About => [AccountKey.Password];

    private protected override Finding Judge(LoginAccount account, JudgeInput input)
    {
        var password = account.Read(AccountKey.Password);
        if (password.IsUnknown)
        {
            return NotKnown(account, password);
        }

        if (password.Is(PasswordState.Missing.Text()) && !WithoutPam(input))
        {
            return PamService.From(input)?.AsksForAccounts("pam_unix.so") == false
                ? Passes(account, "no module of PAM asks for a line in /etc/shadow")
                : Stands(
                    account,
                    Outcome.Fail,
                    $"{account.Name} cannot log in, not even with a key: /etc/shadow has no line for it that can be read",
                    "pwconv"
                );
        }

        if (!password.Value.StartsWith("locked", StringComparison.Ordinal))
        {
            return Passes(account, $"{account.Name} is not locked");
        }

        var pam = input["ssh.config"].Read(UsePam);
        return pam.Is("yes") ? Passes(account, "UsePAM is yes: a key still opens a locked account")
            : pam.Is("no")
                ? Stands(
                    account,
                    Outcome.Fail,
                    $"{account.Name} cannot log in, not even with a key: the account is locked and UsePAM is no",
                    password.Is(PasswordState.Locked.Text())
                        ? $"passwd -u {Quoted(account)}"
                        : $"usermod -p '*' {Quoted(account)}"
                )
            : Finding(
                Outcome.Unknown,
                account.Name,
                $"{account.Name} is locked, and whether sshd minds is not known: {pam.Reason ?? "UsePAM is not known"}"
            );
    }
}
