using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>What sshd asks of the account before any method (<c>auth.c</c>, <c>allowed_user</c>), in its order.</summary>
internal static class AccountGates
{
    private static readonly string[] Lists =
    [
        "DenyUsers",
        "AllowUsers",
        "DenyGroups",
        "AllowGroups",
    ];

    public static IEnumerable<LoginDecision> Decide(Attempt attempt)
    {
        if (!attempt.UsesPam)
        {
            yield return Lock(attempt.Account);
            yield return Expiry(attempt);
        }

        if (attempt.Value("ChrootDirectory") is "" or "none")
        {
            yield return Shell(attempt.Account);
        }

        yield return UserLists(attempt);
    }

    /// <summary>Without PAM sshd looks for the <c>!</c> itself.</summary>
    private static LoginDecision Lock(HostAccount account) =>
        account.PasswordUnknown is { } reason
            ? new(LoginGate.Lock, LoginVerdict.Unknown, reason)
            : account.Password switch
            {
                PasswordState.Locked or PasswordState.LockedWithout => new(
                    LoginGate.Lock,
                    LoginVerdict.No,
                    "the account is locked, and UsePAM is no"
                ),
                _ => new(LoginGate.Lock, LoginVerdict.Yes, "the account is not locked"),
            };

    private static LoginDecision Expiry(Attempt attempt) =>
        attempt.Account.PasswordUnknown is { } reason
            ? new(LoginGate.Lock, LoginVerdict.Unknown, reason)
        : attempt.Account.ExpiresAt is { } end && attempt.AsOf >= end.AddDays(1)
            ? new(LoginGate.Lock, LoginVerdict.No, "the account has expired")
        : new(LoginGate.Lock, LoginVerdict.Yes, "the account has not expired");

    private static LoginDecision Shell(HostAccount account) =>
        account.ShellUnknown is { } reason ? new(LoginGate.Shell, LoginVerdict.Unknown, reason)
        : account.ShellProblem.Length > 0
            ? new(LoginGate.Shell, LoginVerdict.No, account.ShellProblem)
        : new(LoginGate.Shell, LoginVerdict.Yes, "the shell is a program");

    private static LoginDecision UserLists(Attempt attempt)
    {
        var account = attempt.Account;
        if (Array.Find(Lists, keyword => !attempt.Effective.IsSure(keyword)) is { } unsure)
        {
            return new(LoginGate.UserLists, LoginVerdict.Unknown, $"{unsure} cannot be told");
        }

        var set = Lists.Select(attempt.Effective.Find).OfType<SshdSetting>().ToList();
        if (
            account.Groups is null
            && set.Find(one => one.Name.EndsWith("Groups", StringComparison.Ordinal)) is { } groups
        )
        {
            return new(
                LoginGate.UserLists,
                LoginVerdict.Unknown,
                $"{groups.Name} decides, and {account.Name}'s groups are not known",
                Place(groups)
            );
        }

        if (attempt.LooksNamesUp && set.Find(one => DependsOnName(one, account.Name)) is { } named)
        {
            return new(
                LoginGate.UserLists,
                LoginVerdict.Unknown,
                $"{named.Name} goes by the client's name",
                Place(named)
            );
        }

        var refusal = SshdUserLists.Refusal(
            attempt.Effective,
            account.Name,
            account.Groups ?? [],
            attempt.Source,
            attempt.Source
        );
        return refusal is null
            ? new(
                LoginGate.UserLists,
                LoginVerdict.Yes,
                set.Count == 0 ? "no list of users or groups" : "sshd's lists let the user in",
                set.Count == 0 ? "" : Place(set[0])
            )
            : new(
                LoginGate.UserLists,
                LoginVerdict.No,
                refusal.Name.StartsWith("Allow", StringComparison.Ordinal)
                    ? $"{refusal.Name} leaves the user out"
                    : $"{refusal.Name} names the user",
                Place(refusal)
            );
    }

    private static bool DependsOnName(SshdSetting setting, string user) =>
        setting.Name.EndsWith("Users", StringComparison.Ordinal)
        && setting.Lines.Any(entry =>
            entry.LastIndexOf('@') is >= 0 and var at
            && SshdPatterns.IsMatch(user, entry.AsSpan(0, at))
            && ClientNames.AnyIn(entry[(at + 1)..])
        );

    private static string Place(SshdSetting setting) => setting.Source?.ToString() ?? "";
}
