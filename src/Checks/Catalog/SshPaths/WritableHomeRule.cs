using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>Homes and .ssh folders that sshd itself does not object to today, and others may write in.</summary>
public sealed class WritableHomeRule : AccountRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.paths/writable_home",
            Title = "Nobody else can write in the home of an account that can log in",
            Severity = Severity.Medium,
            Rationale =
                "Whoever can write in a home can plant start-up files and, where StrictModes is off, keys: the next login runs them as its owner. Where sshd refuses keys because of the same path, "
                + "ssh.paths/strict_modes says so and this rule does not repeat it.",
            Reads = ["mode/**", "login/**", "path_group/**"],
        };

    private protected override Finding Judge(AccountView account)
    {
        if (account.RealHome is not { } home)
        {
            return account.HomeUnknown is { } unknown
                ? Finding(Outcome.Unknown, account.Name, $"{account.Name}: {unknown}")
                : Finding(
                    Outcome.NotApplicable,
                    account.Name,
                    $"{account.Name}'s home is not there"
                );
        }

        ImmutableArray<string> places = [home, $"{home.TrimEnd('/')}/.ssh"];
        var open = places.Select(path => Open(account, path)).OfType<Refusal>().ToList();
        var said = account.StrictEnabled.Is("no")
            ? []
            : account
                .Files.Where(file => file.RealPath is not null)
                .SelectMany(file => account.Strict.Judge(file.RealPath!).Refusals)
                .Select(refusal => refusal.Path)
                .ToHashSet(StringComparer.Ordinal);
        var left = open.Where(refusal => !said.Contains(refusal.Path)).ToList();
        var finding =
            left.Count > 0
                ? Finding(
                    Outcome.Warn,
                    account.Name,
                    $"{Words(left[0], account.Owner)}: others can change what {account.Name}'s login runs"
                ) with
                {
                    Remedy = [.. left.Select(one => $"chmod go-w {ShellWord.Quote(one.Path)}")],
                }
            : open.Count > 0
                ? Finding(
                    Outcome.NotApplicable,
                    account.Name,
                    $"{StrictModesRule.Id} speaks of {open[0].Path}"
                )
            : Unseen(account, places) is { } reason
                ? Finding(Outcome.Unknown, account.Name, $"{account.Name}: {reason}")
            : Finding(
                Outcome.Pass,
                account.Name,
                account.Name == "root"
                    ? $"only root can write in {home}"
                    : $"only {account.Name} and root can write in {home}"
            );
        return finding with { Keys = [.. places.Select(PathsKey.Mode)] };
    }

    /// <summary>Why one of the places may be open and was not seen; null where that is out of the question, as in a home that nobody else may enter.</summary>
    private static string? Unseen(AccountView account, ImmutableArray<string> places)
    {
        var (home, reason) = account.Mode(places[0]);
        return home is null ? reason
            : (home.Bits & ModeText.OthersMayEnter) == 0 ? null
            : account.WhyUnseen(places[1]);
    }

    /// <summary>A private group gives nobody else the right, whatever this distribution's sshd makes of it.</summary>
    private static Refusal? Open(AccountView account, string path)
    {
        var (mode, _) = account.Mode(path);
        return mode is null ? null
            : (mode.Bits & ModeText.OthersMayWrite) != 0
                ? new Refusal(path, Objection.WritableByOthers, mode)
            : (mode.Bits & ModeText.GroupMayWrite) != 0 && !account.IsPrivate(mode)
                ? new Refusal(path, Objection.WritableByGroup, mode)
            : null;
    }
}
