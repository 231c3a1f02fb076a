using System.Collections.Immutable;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What <c>namei -l</c> prints (namei(1)): a path with the mode and owner of each of its parts.</summary>
internal static class NameiOutput
{
    /// <summary>Null where the text is no such path.</summary>
    public static Sign? Read(string text)
    {
        var files = ImmutableArray.CreateBuilder<PastedFile>();
        var path = "";
        var isNamei = false;
        foreach (var line in PastedLines.Of(text).Select(line => line.TrimStart()))
        {
            if (line.StartsWith("f: /", StringComparison.Ordinal))
            {
                (path, isNamei) = ("", true);
            }
            else if (
                isNamei
                && PastedLines.Cut(line, 3)
                    is { Words: [{ Length: 10 } mode, var owner, var group], Tail: var name }
            )
            {
                path = name == "/" ? "" : $"{path}/{name}";
                files.Add(
                    new PastedFile(path.Length == 0 ? "/" : path, mode, owner, group, null, "")
                );
            }
        }

        return files.Count == 0
            ? null
            : OutputReader.Sign("namei -l", Of(files), Open(files)?.Path ?? "");
    }

    // The group of a user alone may write on Debian; everybody never.
    private static Meaning Of(IEnumerable<PastedFile> files) =>
        Open(files) is not { } open ? Meaning.Good("Nobody else may write to any part of the path.")
        : open.Mode[8] == 'w'
            ? Meaning.Names(
                "paths.strict_modes",
                $"{open.Path} is {open.Mode}: everybody may write there, and sshd trusts no key below it."
            )
        : Meaning.Points(
            "paths.strict_modes",
            $"{open.Path} is {open.Mode} of {open.Owner}:{open.Group}: the group may write there, and sshd trusts no key below it (Debian excepts a group of the user alone)."
        );

    // What is above a home does not count for keys below it; everybody's mode there is rare enough to be named all the same.
    private static PastedFile? Open(IEnumerable<PastedFile> files) =>
        files.FirstOrDefault(file =>
            file.Mode[0] != 'l'
            && file.Mode[8] == 'w'
            && file.Path.StartsWith("/home/", StringComparison.Ordinal)
        ) ?? files.FirstOrDefault(file => file.Mode[0] != 'l' && file.IsWritableByOthers);
}
