using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>The account, from ssh.accounts.</summary>
internal static class AccountPart
{
    public static Known<AccountState> Of(JudgeInput input, LoginQuestion asked)
    {
        var facts = input[SshAccountsCheck.Id];
        var account = LoginAccount.All(input).FirstOrDefault(one => one.Name == asked.User);
        if (account is null)
        {
            var coverage = facts.CoverageOf(AccountKey.Account(asked.User));
            var others = Elsewhere(facts);
            return coverage.State == CoverageState.Unreadable
                    ? Known.Unknown<AccountState>(coverage.Reason ?? facts.Reason)
                : others.Length > 0
                    ? Known.Unknown<AccountState>(
                        $"/etc/passwd has nobody named so who could log in; {others} may"
                    )
                : Known.Absent<AccountState>(
                    $"the host has no account {asked.User} that somebody could log in as",
                    "/etc/passwd"
                );
        }

        return account.IsStale
            ? Known.Unknown<AccountState>(account.StaleReason)
            : Known.Present(
                new AccountState(
                    account.Name,
                    account.Groups,
                    account.Read(AccountKey.Password).Value,
                    account.Shell?.Path ?? "",
                    account.Shell?.State ?? "",
                    account.Home?.Path ?? "",
                    account.Home?.State ?? "",
                    account.Read(AccountKey.Session).Value
                ),
                "/etc/passwd"
            );
    }

    // Directories that know accounts which the files do not.
    private static string Elsewhere(CheckFacts facts) =>
        string.Join(
            " and ",
            facts
                .Read(AccountKey.Sources)
                .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(source => source is not ("files" or "compat" or "systemd" or "db"))
        );
}
