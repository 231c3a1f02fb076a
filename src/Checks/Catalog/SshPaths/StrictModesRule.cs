using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>sshd's own test of key files and the folders over them.</summary>
public sealed class StrictModesRule : AccountRule
{
    internal const string Id = "ssh.paths/strict_modes";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Title = "sshd's StrictModes accepts every key file",
            Severity = Severity.High,
            Rationale =
                "With StrictModes yes, the default, sshd ignores a key file when the file, or a directory from its real path up to the home, belongs to neither root nor the user or may be written by group or others; "
                + "the sticky bit excuses nothing (OpenSSH misc.c, safe_path). Debian and Ubuntu let a user's private group write. The user sees only \"Permission denied (publickey)\".",
            Reads =
            [
                "mode/**",
                "authorized_keys_file/**",
                "login/**",
                "path_group/**",
                "strict_modes/*",
            ],
            Decides = ["mode/**"],
            References = ["sshd_config(5) StrictModes"],
        };

    private protected override Finding Judge(AccountView account)
    {
        var files = account.Files.Where(file => file.RealPath is not null).ToImmutableArray();
        var verdicts = files
            .Select(file => account.Strict.Judge(file.RealPath!))
            .ToImmutableArray();
        var refused = files
            .Zip(verdicts)
            .Where(pair => !pair.Second.Refusals.IsEmpty)
            .Select(pair => (File: pair.First, pair.Second.Refusals))
            .ToImmutableArray();
        var finding =
            refused.Length > 0 && !account.StrictEnabled.Is("no")
                ? Refused(account, refused, all: refused.Length == files.Length)
                : Accepted(account, files, verdicts);
        return finding with
        {
            Keys =
            [
                .. verdicts.SelectMany(verdict => verdict.Looked).Distinct().Select(PathsKey.Mode),
                .. files.Select(file => PathsKey.File(account.Name, file.Path)),
            ],
        };
    }

    private Finding Refused(
        AccountView account,
        ImmutableArray<(KeyFileView File, ImmutableArray<Refusal> Refusals)> refused,
        bool all
    )
    {
        var refusals = refused.SelectMany(one => one.Refusals).DistinctBy(r => r.Path).ToList();
        var words = Words(refusals[0], account.Owner);
        var more = refusals.Count > 1 ? $" (and {refusals.Count - 1} more)" : "";
        if (Uncertain(account, refusals) is { } reason)
        {
            return Finding(Outcome.Unknown, account.Name, $"{words}{more}, but {reason}");
        }

        var who = all
            ? $"{account.Name} cannot log in with a key"
            : $"{account.Name}'s keys in {refused[0].File.Path} are ignored";
        return Finding(Outcome.Fail, account.Name, $"{who}: {words}{more}") with
        {
            Remedy = StrictModesRemedy.For(account, refused),
        };
    }

    /// <summary>What would have to be known to be sure that sshd refuses.</summary>
    private static string? Uncertain(AccountView account, List<Refusal> refusals) =>
        account.StrictEnabled.IsUnknown
            ? $"whether StrictModes is on is not known: {account.StrictEnabled.Reason}"
        : account.PrivateGroups.IsUnknown
        && refusals.TrueForAll(refusal => refusal.Objection == Objection.WritableByGroup)
            ? $"whether this sshd minds is not known: {account.PrivateGroups.Reason}"
        : null;

    private Finding Accepted(
        AccountView account,
        ImmutableArray<KeyFileView> files,
        ImmutableArray<StrictModesVerdict> verdicts
    )
    {
        var unknown =
            account.FilesUnknown
            ?? verdicts.Select(v => v.Unknown).FirstOrDefault(u => u is not null);
        return unknown is not null
                ? Finding(Outcome.Unknown, account.Name, $"{account.Name}: {unknown}")
            : account.Files.IsEmpty
                ? Finding(Outcome.Pass, account.Name, $"{account.Name} has no key file")
            : files.IsEmpty
                ? Finding(
                    Outcome.NotApplicable,
                    account.Name,
                    $"sshd cannot read {account.Name}'s key files at all"
                )
            : account.StrictEnabled.Is("no")
                ? Finding(Outcome.Pass, account.Name, "StrictModes is off: sshd does not look")
            : Finding(
                Outcome.Pass,
                account.Name,
                $"sshd accepts {string.Join(" and ", files.Select(file => file.Path))}"
            );
    }
}
