using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>An account's key files with what sshd makes of their paths.</summary>
internal static class StoredKeyFiles
{
    /// <summary>The files, and why there may be more keys; null where these are all.</summary>
    /// <param name="account">The account.</param>
    /// <param name="input">What is stored of the host.</param>
    /// <param name="parsed">Texts that were read before.</param>
    /// <param name="isStrict">StrictModes as somebody proposes it; null: as the host has it.</param>
    public static (ImmutableArray<KeyFile> Files, string? Unknown) Of(
        AccountView account,
        JudgeInput input,
        ParsedTexts parsed,
        bool? isStrict = null
    )
    {
        var files = ImmutableArray.CreateBuilder<KeyFile>();
        var unknown =
            account.IsStale ? "passwd could not be read"
            : account.FilesUnknown is { } reason ? reason
            : null;
        foreach (var file in account.Files)
        {
            var document = input.Documents.GetValueOrDefault(file.Path);
            if (file.RealPath is not null && document is null)
            {
                unknown ??= $"{file.Path} was not stored";
            }
            else if (document?.Truncated == true)
            {
                unknown ??= $"{file.Path}: too long";
            }

            var keys =
                document is null || file.RealPath is null
                    ? AuthorizedKeysFile.Parse("")
                    : parsed.Of([document], () => AuthorizedKeysFile.Parse(Whole(document)));
            var (accepted, words) = Verdict(account, file, isStrict);
            files.Add(new KeyFile(file.Path, keys, accepted, words));
        }

        return (files.ToImmutable(), unknown);
    }

    /// <summary>What is behind the cut of a truncated text may be half a line.</summary>
    private static string Whole(Facts.Document document) =>
        document.Truncated ? document.Body[..(document.Body.LastIndexOf('\n') + 1)] : document.Body;

    private static (LoginVerdict Verdict, string Words) Verdict(
        AccountView account,
        KeyFileView file,
        bool? isStrict
    )
    {
        if (file.RealPath is null)
        {
            return (LoginVerdict.No, $"sshd cannot read {file.Path}: {file.State}");
        }

        if (isStrict == false || (isStrict is null && account.StrictEnabled.Is("no")))
        {
            return (LoginVerdict.Yes, "");
        }

        var judged = account.Strict.Judge(file.RealPath);
        if (judged.Refusals.IsEmpty)
        {
            return judged.Unknown is { } reason
                ? (LoginVerdict.Unknown, reason)
                : (LoginVerdict.Yes, "");
        }

        var refusal = judged.Refusals[0];
        var words =
            $"StrictModes refuses {refusal.Path} ({refusal.Mode.Octal} {refusal.Mode.Owner}:{refusal.Mode.Group})";
        var isCertain =
            (isStrict == true || !account.StrictEnabled.IsUnknown)
            && !(
                account.PrivateGroups.IsUnknown
                && judged.Refusals.All(one => one.Objection == Objection.WritableByGroup)
            );
        return (isCertain ? LoginVerdict.No : LoginVerdict.Unknown, words);
    }
}
