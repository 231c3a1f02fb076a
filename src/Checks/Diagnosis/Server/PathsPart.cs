using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>The paths to the key files, from ssh.paths: sshd's StrictModes and what the user may read.</summary>
internal static class PathsPart
{
    public static Known<PathsVerdict> Of(JudgeInput input, LoginQuestion asked)
    {
        var account = AccountView.All(input).FirstOrDefault(one => one.Name == asked.User);
        if (account is null || account.IsStale)
        {
            return Known.Unknown<PathsVerdict>(
                input[SshPathsCheck.Id].Reason is { Length: > 0 } reason
                    ? reason
                    : $"no paths of {asked.User} were looked at"
            );
        }

        ImmutableArray<PathObjection> objections =
        [
            .. account.Files.Where(file => file.RealPath is null).Select(Unreadable),
            .. Refusals(account),
        ];
        var unknown =
            account.FilesUnknown
            ?? account
                .Files.Where(file => file.RealPath is not null)
                .Select(file => account.Strict.Judge(file.RealPath!).Unknown)
                .FirstOrDefault(reason => reason is not null);
        return objections.IsEmpty && unknown is not null
            ? Known.Unknown<PathsVerdict>(unknown)
            : Known.Present(
                new PathsVerdict(objections, Remedy(input, asked.User)),
                $"stat of each path, StrictModes {account.StrictEnabled.Value}"
            );
    }

    private static PathObjection Unreadable(KeyFileView file) =>
        new(
            file.Path,
            file.State == KeyFileState.NotRegular
                ? "is not a regular file"
                : "cannot be read by the user, as whom sshd opens it",
            file.State,
            IsUnreadable: true
        );

    private static IEnumerable<PathObjection> Refusals(AccountView account) =>
        account.StrictEnabled.Is("no")
            ? []
            : account
                .Files.Where(file => file.RealPath is not null)
                .SelectMany(file => account.Strict.Judge(file.RealPath!).Refusals)
                .DistinctBy(refusal => refusal.Path)
                .Select(refusal => new PathObjection(
                    refusal.Path,
                    AccountRule.Words(refusal, account.Owner)[(refusal.Path.Length + 1)..],
                    refusal.Mode.ToString(),
                    IsUnreadable: false
                ));

    private static ImmutableArray<string> Remedy(JudgeInput input, string user) =>
        [
            .. ((Rule[])[new StrictModesRule(), new KeyFileReadableRule()])
                .SelectMany(rule => rule.Judge(input))
                .Where(finding => finding.Subject == user && finding.Outcome == Outcome.Fail)
                .SelectMany(finding => finding.Remedy)
                .Distinct(),
        ];
}
