using System.Globalization;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>Accounts that failed passwords have locked.</summary>
public sealed class FaillockRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.pam/faillock",
            Title = "No account is locked by failed passwords",
            Severity = Severity.Medium,
            Rationale =
                "While pam_faillock counts too many failures it refuses the right password too, and anybody who can reach the port can cause them. Keys are not affected (Linux-PAM pam_faillock.c).",
            Reads = ["faillock/*"],
            References = ["pam_faillock(8)", "faillock(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[SshPamCheck.Id];
        var coverage = facts.CoverageOf(PamKey.FaillockPrefix);
        if (coverage.State == CoverageState.Absent)
        {
            yield return Finding(Outcome.NotApplicable, "", coverage.Reason ?? "");
            yield break;
        }

        if (!coverage.IsCertain)
        {
            yield return Finding(Outcome.Unknown, "", $"not known: {coverage.Reason}");
            yield break;
        }

        foreach (var account in LoginAccount.All(input).Where(account => account.HasPassword))
        {
            var locked = facts.Read(PamKey.Faillock(account.Name));
            yield return Judge(account.Name, locked, input.AsOf) with
            {
                Keys = [PamKey.Faillock(account.Name)],
            };
        }
    }

    private Finding Judge(string account, Reading locked, DateTimeOffset asOf)
    {
        if (locked.IsUnknown)
        {
            return Finding(Outcome.Unknown, account, $"{account}: {locked.Reason}");
        }

        DateTimeOffset? until = DateTimeOffset.TryParse(
            locked.Value,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;
        return !locked.IsPresent || until <= asOf
            ? Finding(Outcome.Pass, account, $"{account} is not locked by failed passwords")
            : Finding(
                Outcome.Warn,
                account,
                $"{account} cannot log in with a password: too many failed, locked {(until is null ? locked.Value : $"until {locked.Value}")}"
            ) with
            {
                ValidUntil = until,
                Remedy = [$"faillock --user {ShellWord.Quote(account)} --reset"],
            };
    }
}
