using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>sshd's own lists let in whom a key was put in place for.</summary>
public sealed class AllowedRule : LoginAccountRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/allowed",
            Title =
                "AllowUsers, AllowGroups, DenyUsers and DenyGroups let in every account that has a key",
            Severity = Severity.Medium,
            Rationale =
                "Whom these lists leave out is refused whatever key or password it brings, and the log calls it an invalid user (OpenSSH auth.c, allowed_user). Either the key or the list is wrong. "
                + "An entry USER@HOST counts as letting the user in, since it does so from somewhere.",
            Reads = ["account/*/allowed", "account/*/key_file", "account/*/named"],
            References = ["sshd_config(5) AllowUsers", "sshd_config(5) DenyUsers"],
        };

    private protected override ImmutableArray<string> About =>
        [AccountKey.Allowed, AccountKey.KeyFile];

    private protected override Finding Judge(LoginAccount account, JudgeInput input)
    {
        var allowed = account.Read(AccountKey.Allowed);
        if (!allowed.IsPresent)
        {
            return NotKnown(account, allowed);
        }

        if (!allowed.Value.StartsWith("no: ", StringComparison.Ordinal))
        {
            return Passes(
                account,
                allowed.Is("yes")
                    ? $"sshd's lists let {account.Name} in"
                    : $"whether sshd's lists let {account.Name} in depends on the source"
            );
        }

        var list = allowed.Value["no: ".Length..];
        if (!account.HasKey && !account.IsNamed)
        {
            return account.Read(AccountKey.KeyFile) is { IsUnknown: true } key
                ? NotKnown(account, key)
                : Finding(
                    Outcome.NotApplicable,
                    account.Name,
                    $"{account.Name} has no key, and {list} keeps it out"
                );
        }

        var verb = list.StartsWith("Allow", StringComparison.Ordinal)
            ? "leaves it out"
            : "names it";
        return Finding(
            account.IsNamed || IsForNobody(input) ? Outcome.Fail : Outcome.Warn,
            account.Name,
            $"{account.Name} cannot log in: {list} {verb} ({Place(allowed.Source)})"
        ) with
        {
            Source = allowed.Source ?? "",
            Remedy =
            [
                list.StartsWith("Allow", StringComparison.Ordinal)
                    ? $"let {list} name {account.Name} ({Place(allowed.Source)})"
                    : $"remove {account.Name} from {list} ({Place(allowed.Source)})",
                SshdRemedy.Reload(input),
            ],
        };
    }

    /// <summary>True where the lists leave out every account that has a key.</summary>
    private static bool IsForNobody(JudgeInput input) =>
        LoginAccount
            .All(input)
            .Where(account => account.HasKey)
            .All(account =>
                account.Read(AccountKey.Allowed).Value.StartsWith("no: ", StringComparison.Ordinal)
            );

    private static string Place(string? source) =>
        string.IsNullOrEmpty(source) ? "sshd_config" : source;
}
