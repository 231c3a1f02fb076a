using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>Lines that sshd passes over without a word.</summary>
public sealed class BrokenLineRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.paths/broken_line",
            Title = "sshd reads every line of every key file",
            Severity = Severity.Low,
            Rationale =
                "A wrapped or cut key, an unknown option or a missing quote makes sshd ignore the whole line, and only its debug log says so: a key that was just added does not work, or a restriction "
                + "that somebody relies on is not there (OpenSSH auth-options.c, sshkey.c).",
            Reads = ["authorized_keys_file/**"],
            References = ["sshd(8) AUTHORIZED_KEYS FILE FORMAT"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input) =>
        AccountView
            .All(input)
            .Where(account => !account.IsStale)
            .SelectMany(account => account.Files.Select(file => (account, file)))
            .Where(pair => pair.file.RealPath is not null)
            .DistinctBy(pair => pair.file.Path)
            .Select(pair =>
                Judge(input, pair.file.Path) with
                {
                    Keys = [PathsKey.File(pair.account.Name, pair.file.Path)],
                }
            );

    private Finding Judge(JudgeInput input, string path)
    {
        if (!input.Documents.TryGetValue(path, out var document))
        {
            return Finding(Outcome.Unknown, path, $"{path}: its text is not held");
        }

        // The cut may go through a line.
        var text = document.Truncated
            ? document.Body[..(document.Body.LastIndexOf('\n') + 1)]
            : document.Body;
        var broken = AuthorizedKeysFile.Parse(text).Broken;
        if (broken.IsEmpty)
        {
            return document.Truncated
                ? Finding(Outcome.Unknown, path, $"{path} is too long: only its start was read")
                : Finding(Outcome.Pass, path, $"sshd reads every line of {path}");
        }

        var more = broken.Length > 1 ? $" (and {broken.Length - 1} more)" : "";
        return Finding(
            Outcome.Warn,
            path,
            $"line {broken[0].Line} of {path} is ignored by sshd: {broken[0].Reason}{more}"
        ) with
        {
            Source = $"{path}:{broken[0].Line}",
        };
    }
}
