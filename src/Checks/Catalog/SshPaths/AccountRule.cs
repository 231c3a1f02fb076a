using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>A rule with one finding an account: what could not be read is unknown for each account that is known of.</summary>
public abstract class AccountRule : Rule
{
    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var accounts = AccountView.All(input).ToList();
        var coverage = input[SshPathsCheck.Id].CoverageOf(PathsKey.LoginPrefix);
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
                    $"{account.Name}: could not look: {coverage.Reason}"
                )
                : Judge(account);
        }
    }

    private protected abstract Finding Judge(AccountView account);

    internal static string Words(Refusal refusal, string owner) =>
        refusal.Objection switch
        {
            Objection.Owner when owner == "root" =>
                $"{refusal.Path} belongs to {refusal.Mode.Owner}, not to root",
            Objection.Owner =>
                $"{refusal.Path} belongs to {refusal.Mode.Owner}, not to {owner} or root",
            Objection.WritableByGroup =>
                $"{refusal.Path} is writable by its group {refusal.Mode.Group} ({refusal.Mode.Octal})",
            _ => $"{refusal.Path} is writable by everyone ({refusal.Mode.Octal})",
        };
}
