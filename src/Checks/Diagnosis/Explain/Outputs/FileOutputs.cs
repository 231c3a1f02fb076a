using System.Collections.Immutable;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What <c>ls -l</c> and <c>stat</c> say of key files and their paths.</summary>
internal static class FileOutputs
{
    public static Meaning Of(ImmutableArray<PastedFile> files) =>
        Open(files) is { } open
            ? IsHostKey(open)
                ? Meaning.Names(
                    "listener.no_host_keys",
                    $"{open.Path} is {open.Mode}: others may read it, and sshd does not load it."
                )
                : IsPrivateKey(open)
                    ? Meaning.Names(
                        "key.unusable",
                        $"{open.Path} is {open.Mode}: others may read it, and ssh does not use it."
                    )
                    : Meaning.Names(
                        "paths.strict_modes",
                        $"{open.Path} is {open.Mode} of {open.Owner}:{open.Group}: others may write there, and sshd trusts no key below it."
                    )
            : files.FirstOrDefault(file =>
                file.Path.EndsWith("authorized_keys", StringComparison.Ordinal)
            )
                is { } keys
                ? keys.Size == 0
                    ? Meaning.Points(
                        "key.not_in_file",
                        "The key file is empty.",
                        "session.disk_full"
                    )
                    : keys.Owner == "root"
                    && keys.Mode.EndsWith("---", StringComparison.Ordinal)
                    && !keys.Path.Contains("/root/", StringComparison.Ordinal)
                        ? Meaning.Points(
                            "paths.unreadable",
                            "The key file is root's alone: sshd reads it as the user."
                        )
                        : Meaning.Good(
                            "The key file's own mode is in order; the directories above count too (namei -l)."
                        )
                : Meaning.Note("Files and their modes; none of them stands in the way of a login.");

    public static string Path(ImmutableArray<PastedFile> files) => Open(files)?.Path ?? "";

    private static PastedFile? Open(ImmutableArray<PastedFile> files) =>
        files.FirstOrDefault(file =>
            file.Mode.Length >= 10
            && (
                IsOfLogin(file) && file.IsWritableByOthers
                || (IsHostKey(file) || IsPrivateKey(file)) && file.Mode[4..10] != "------"
            )
        );

    private static bool IsOfLogin(PastedFile file) =>
        file.Path.EndsWith("authorized_keys", StringComparison.Ordinal)
        || file.Path.EndsWith(".ssh", StringComparison.Ordinal)
        || file.Mode[0] == 'd' && file.Path.StartsWith("/home/", StringComparison.Ordinal);

    private static bool IsHostKey(PastedFile file) =>
        file.Mode[0] == '-'
        && file.Path.Contains("ssh_host_", StringComparison.Ordinal)
        && file.Path.EndsWith("_key", StringComparison.Ordinal);

    private static bool IsPrivateKey(PastedFile file) =>
        file.Mode[0] == '-'
        && System.IO.Path.GetFileName(file.Path) is var name
        && name.StartsWith("id_", StringComparison.Ordinal)
        && !name.EndsWith(".pub", StringComparison.Ordinal);
}
