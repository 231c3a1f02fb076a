using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>sshd opens key files as the user.</summary>
public sealed class KeyFileReadableRule : AccountRule
{
    private const int Read = 4;
    private const int Search = 1;
    private const int OwnerShift = 6;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.paths/readable",
            Title = "sshd, as the user, can read every key file",
            Severity = Severity.High,
            Rationale =
                "sshd takes on the user's identity before it opens the user's key file (OpenSSH auth2-pubkey.c), so a file or folder that only root may read keeps the user out, and it reads regular files only. "
                + "Before OpenSSH 9.1 not even the log says so.",
            Reads = ["authorized_keys_file/**", "mode/**", "login/**"],
            References = ["sshd(8) FILES ~/.ssh/authorized_keys"],
        };

    private protected override Finding Judge(AccountView account)
    {
        var closed = account.Files.FirstOrDefault(file => file.RealPath is null);
        var keys = account
            .Files.Select(file => PathsKey.File(account.Name, file.Path))
            .ToImmutableArray();
        if (closed is null)
        {
            return (
                account.FilesUnknown is { } reason
                    ? Finding(Outcome.Unknown, account.Name, $"{account.Name}: {reason}")
                    : Finding(
                        Outcome.Pass,
                        account.Name,
                        account.Files.IsEmpty
                            ? $"{account.Name} has no key file"
                            : $"sshd can read {account.Name}'s key files"
                    )
            ) with
            {
                Keys = keys,
            };
        }

        var why =
            closed.State == KeyFileState.NotRegular
                ? $"{closed.Path} is not a regular file"
                : $"{account.Name} may not read {closed.Path}, and sshd opens it as {account.Name}";
        var who = account.Files.Any(file => file.RealPath is not null)
            ? $"some of {account.Name}'s keys are ignored"
            : $"{account.Name} cannot log in with a key";
        return Finding(Outcome.Fail, account.Name, $"{who}: {why}") with
        {
            Remedy = closed.State == KeyFileState.NotRegular ? [] : Remedy(account, closed.Path),
            Keys = [.. keys, .. Steps(account, closed.Path).Select(PathsKey.Mode)],
        };
    }

    /// <summary>From the home down to the file: the first that the user may not pass. Groups are not looked at: what belongs to the user is judged by the owner's bits, the rest by everybody's.</summary>
    private static ImmutableArray<string> Remedy(AccountView account, string path)
    {
        foreach (var step in Steps(account, path).Reverse())
        {
            if (account.Mode(step).Mode is not { } mode)
            {
                continue;
            }

            var owns = mode.Owner == account.Owner;
            var needed = mode.IsDirectory ? Search : Read;
            if (((mode.Bits >> (owns ? OwnerShift : 0)) & needed) == 0)
            {
                var quoted = ShellWord.Quote(step);
                return owns
                    ? [$"chmod u+rX {quoted}"]
                    : [$"chown {ShellWord.Quote(account.Owner)} {quoted}"];
            }
        }

        return [];
    }

    private static IEnumerable<string> Steps(AccountView account, string path) =>
        StrictModes.Chain(path, account.RealHome);
}
