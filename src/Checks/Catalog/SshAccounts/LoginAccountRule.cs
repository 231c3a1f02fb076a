using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>A rule with one finding an account. What is wrong with an account that nobody could log in as anyway does not matter.</summary>
public abstract class LoginAccountRule : Rule
{
    /// <summary>UsePAM, which decides whether sshd or PAM asks.</summary>
    internal const string UsePam = "sshd_config/UsePAM";

    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var accounts = LoginAccount.All(input).ToList();
        var coverage = input[SshAccountsCheck.Id].CoverageOf(AccountKey.Prefix);
        if (accounts.Count == 0 && !coverage.IsCertain)
        {
            yield return Finding(Outcome.Unknown, "", $"accounts are not known: {coverage.Reason}");
        }

        foreach (var account in accounts)
        {
            yield return account.IsStale
                ? Finding(
                    Outcome.Unknown,
                    account.Name,
                    $"{account.Name}: could not look: {account.StaleReason}"
                )
                : Judge(account, input) with
                {
                    Keys = [.. About.Select(account.Key)],
                };
        }
    }

    /// <summary>The parts of an account this rule rests on.</summary>
    private protected abstract ImmutableArray<string> About { get; }

    private protected abstract Finding Judge(LoginAccount account, JudgeInput input);

    private protected Finding Passes(LoginAccount account, string summary) =>
        Finding(Outcome.Pass, account.Name, summary);

    private protected Finding NotKnown(LoginAccount account, Reading reading) =>
        Finding(Outcome.Unknown, account.Name, $"{account.Name}: {reading.Reason}");

    /// <summary>A finding for an account that could log in otherwise; not applicable for one that could not, unknown where that is not known.</summary>
    private protected Finding Stands(
        LoginAccount account,
        Outcome outcome,
        string summary,
        params ImmutableArray<string> remedy
    ) =>
        account.CanLogIn ? Finding(outcome, account.Name, summary) with { Remedy = remedy }
        : account.WayUnknown is { } unknown
            ? Finding(
                Outcome.Unknown,
                account.Name,
                $"{account.Name}: whether anybody could log in is not known: {unknown}"
            )
        : Finding(
            Outcome.NotApplicable,
            account.Name,
            $"{account.Name} has neither a key nor a password to log in with"
        );

    private protected static bool WithoutPam(JudgeInput input) =>
        input["ssh.config"].Read(UsePam).Is("no");

    private protected static string Quoted(LoginAccount account) => ShellWord.Quote(account.Name);
}
