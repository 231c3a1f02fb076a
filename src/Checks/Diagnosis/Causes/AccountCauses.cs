using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The account itself.</summary>
internal static class AccountCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("account.unknown", GateId.Account, "the host has no such account", Unknown)
        {
            Explains = ["key.not_in_file", "user.lists", "key.refused"],
        },
        OfUser(
            "account.locked",
            "the account is locked, and sshd minds",
            "ssh.accounts/locked",
            "passwd -S"
        ),
        OfUser("account.expired", "the account has expired", "ssh.accounts/expired", "chage -l"),
        OfUser(
            "account.password_expired",
            "the password must be changed first",
            "ssh.accounts/password_expired",
            "chage -l"
        ) with
        {
            Explains = ["shell.status", "session.closed"],
        },
    ];

    private static CauseFound? Unknown(DiagnosisCase asked) =>
        !asked.Server.Account.IsAbsent
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"{asked.Server.Account.Reason}.",
                Evidence =
                [
                    EvidenceLine.Server(asked.Server.Account.Reason, asked.Server.Account.Source),
                ],
                Fixes = RuleCause.OnHost($"getent passwd {ShellWord.Quote(asked.Question.User)}"),
                Disproof = $"getent passwd {ShellWord.Quote(asked.Question.User)}",
            };

    private static Cause OfUser(string id, string title, string rule, string look) =>
        RuleCause.Of(
            id,
            GateId.Account,
            title,
            rule,
            asked => asked.Question.User,
            asked => $"{look} {ShellWord.Quote(asked.Question.User)}"
        ) with
        {
            // PAM says the same of it.
            Explains = ["pam.decided"],
        };
}
