using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>Commands after which sshd accepts a key file. A folder that others share (sticky, outside the home) is left as it is: the file moves instead.</summary>
internal static class StrictModesRemedy
{
    public static ImmutableArray<string> For(
        AccountView account,
        ImmutableArray<(KeyFileView File, ImmutableArray<Refusal> Refusals)> refused
    ) =>
        [
            .. refused
                .SelectMany(one =>
                    one.Refusals.Any(refusal => IsShared(refusal, account))
                        ? Move(account, one.File)
                        : one.Refusals.Select(refusal => Repair(account, refusal))
                )
                .Distinct(),
        ];

    private static string Repair(AccountView account, Refusal refusal)
    {
        var path = ShellWord.Quote(refusal.Path);
        if (refusal.Objection != Objection.Owner)
        {
            return $"chmod go-w {path}";
        }

        var owner = IsInHome(refusal.Path, account) ? ShellWord.Quote(account.Owner) : "root";
        return (refusal.Mode.Bits & (ModeText.OthersMayWrite | ModeText.GroupMayWrite)) == 0
            ? $"chown {owner} {path}"
            : $"chown {owner} {path} && chmod go-w {path}";
    }

    /// <summary>Where a link leads to the file, the file's copy takes the link's place; where sshd is told that very path, sshd_config must change, and no command does it.</summary>
    private static IEnumerable<string> Move(AccountView account, KeyFileView file) =>
        file.Path == file.RealPath
            ? []
            :
            [
                $"install -m 600 -o {ShellWord.Quote(account.Owner)} {ShellWord.Quote(file.RealPath!)} {ShellWord.Quote(file.Path)}",
            ];

    private static bool IsShared(Refusal refusal, AccountView account) =>
        (refusal.Mode.Bits & ModeText.Sticky) != 0 && !IsInHome(refusal.Path, account);

    private static bool IsInHome(string path, AccountView account) =>
        account.RealHome is { } home
        && (path == home || path.StartsWith(home.TrimEnd('/') + "/", StringComparison.Ordinal));
}
