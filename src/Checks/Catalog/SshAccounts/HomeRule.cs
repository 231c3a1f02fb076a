using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Homes that are not there.</summary>
public sealed class HomeRule : LoginAccountRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/home",
            Title = "The home of every account with a login shell is there",
            Severity = Severity.Medium,
            Rationale =
                "Where the home is gone (a mount that is down, an encrypted home that is not unlocked, a moved folder), the keys in it are gone too and sshd logs nothing about it; with a password the session starts in /.",
            Reads = ["account/*/home", "account/*/shell"],
            Decides = ["account/*/home"],
            References = ["sshd(8) LOGIN PROCESS"],
        };

    private protected override ImmutableArray<string> About => [AccountKey.Home];

    private protected override Finding Judge(LoginAccount account, JudgeInput input)
    {
        var reading = account.Read(AccountKey.Home);
        if (account.Home is not { } home)
        {
            return NotKnown(account, reading);
        }

        if (home.State == PathState.Good)
        {
            return Passes(account, $"{home.Path} is there");
        }

        if (account.HasLoginShell == false && !account.HasKey)
        {
            return Finding(
                Outcome.NotApplicable,
                account.Name,
                $"{account.Name} has no login shell"
            );
        }

        if (home.State == PathState.Missing && PamService.From(input)?.MakesHomes == true)
        {
            return Passes(account, $"PAM makes {home.Path} at the first login");
        }

        var what = home.State == PathState.Missing ? "does not exist" : "is not a directory";
        return Finding(
            Outcome.Warn,
            account.Name,
            $"{account.Name}'s home {home.Path} {what}: keys in it cannot be found (mount it if it lives elsewhere)"
        ) with
        {
            Remedy = home.State == PathState.Missing ? [$"mkhomedir_helper {Quoted(account)}"] : [],
        };
    }
}
