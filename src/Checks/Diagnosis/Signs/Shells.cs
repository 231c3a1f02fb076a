using Fleet.Checks.Diagnosis.Server;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>What is wrong with a login shell.</summary>
internal static class Shells
{
    private static readonly string[] SayNo = ["nologin", "false"];

    /// <summary>Null where it runs, or sshd does not ask it.</summary>
    public static string? Trouble(AccountState account) =>
        account.Session is "sftp" ? null
        : SaysNo(account) ? "ends every session at once"
        : account.Session is "chroot" ? null
        : account.ShellState switch
        {
            "missing" => "does not exist",
            "not_executable" => "is not executable",
            "wrong_kind" => "is not a regular file",
            _ => null,
        };

    /// <summary>A shell whose work is to refuse.</summary>
    public static bool SaysNo(AccountState account) =>
        account.ShellState == "good"
        && SayNo.Contains(account.Shell[(account.Shell.LastIndexOf('/') + 1)..]);
}
