using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Shells without which sshd refuses an account, and shells that end every session.</summary>
public sealed class ShellRule : LoginAccountRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/shell",
            Title = "Every account that can log in has a shell that runs",
            Severity = Severity.High,
            Rationale =
                "sshd refuses an account, as if it did not exist, whose shell is missing, no regular file or executable for nobody, before it looks at any key (OpenSSH auth.c, allowed_user); not under a "
                + "ChrootDirectory, and it never reads /etc/shells. A shell such as nologin or false lets the login pass and ends the session at once.",
            Reads = ["account/*/shell", "account/*/session", "account/*/key_file"],
            Decides = ["account/*/shell"],
            References = ["sshd(8) LOGIN PROCESS", "sshd_config(5) ChrootDirectory"],
        };

    private protected override ImmutableArray<string> About => [AccountKey.Shell];

    private protected override Finding Judge(LoginAccount account, JudgeInput input)
    {
        var reading = account.Read(AccountKey.Shell);
        if (account.Shell is not { } shell)
        {
            return NotKnown(account, reading);
        }

        var session = account.Read(AccountKey.Session);
        var trouble = shell.State switch
        {
            PathState.Missing => "does not exist",
            PathState.Closed => "is not executable",
            PathState.WrongKind => "is not a regular file",
            _ => null,
        };
        return trouble is null
            ? account.HasLoginShell == false
                ? Closed(account, shell, session.Value)
                : Passes(account, $"{shell.Path} runs")
            : session.Is("chroot")
                ? Passes(account, "sshd does not look for the shell outside the ChrootDirectory")
                : Stands(
                    account,
                    Outcome.Fail,
                    $"{account.Name} cannot log in: the shell {shell.Path} {trouble}",
                    Remedy(account)
                );
    }

    /// <summary>Mail and other services need a password and no shell; a key or a name in AllowUsers is there for a session.</summary>
    private Finding Closed(LoginAccount account, PathState shell, string session) =>
        session is "sftp" or "shell or sftp"
            ? Passes(account, $"{account.Name} has {shell.Path} and can use sftp")
        : account.HasKey || account.IsNamed
            ? Finding(
                Outcome.Warn,
                account.Name,
                $"{account.Name} can log in and every session ends at once: the shell is {shell.Path}"
            ) with
            {
                Remedy = [Remedy(account)],
            }
        : Passes(account, $"{account.Name} is not meant to log in: the shell is {shell.Path}");

    private static string Remedy(LoginAccount account) => $"usermod -s /bin/bash {Quoted(account)}";
}
