using System.Collections.Immutable;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>
/// An sshd_config that somebody thinks of installing, read as the host would read it. Its Include lines find the host's stored files under <c>/etc/ssh</c> and, outside of it, only what the host's present
/// configuration includes by the same words: an upload is no way to look at other files.
/// </summary>
/// <param name="Configuration">What was read; the host would not start with one that has errors.</param>
/// <param name="Notes">What was not followed, and why. Raw text of the upload may be inside.</param>
public sealed record ProposedConfig(SshdConfiguration Configuration, ImmutableArray<string> Notes)
{
    /// <summary>The file that is replaced.</summary>
    public const string Path = "/etc/ssh/sshd_config";

    private const string Folder = "/etc/ssh/";

    /// <param name="input">What is stored of the host.</param>
    /// <param name="text">The proposed text of <see cref="Path"/>.</param>
    public static ProposedConfig Read(JudgeInput input, string text)
    {
        ImmutableArray<Document> files =
        [
            .. input
                .Documents.Values.Where(file => file.Name.StartsWith('/') && file.Name != Path)
                .Append(new Document(Path, text, Truncated: false))
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
        var present = Present(input, files);
        var notes = new List<string>();
        var configuration = SshdConfigReader.Read(
            Path,
            text,
            OpenSshVersion.Assumed,
            pattern => Include(files, pattern, present, notes)
        );
        return new(configuration, [.. notes.Distinct()]);
    }

    /// <summary>The patterns that the host's present configuration includes: what they stand for is stored.</summary>
    private static HashSet<string> Present(JudgeInput input, ImmutableArray<Document> files)
    {
        var patterns = new HashSet<string>(StringComparer.Ordinal);
        var main = StoredConfig
            .MainPaths.Select(input.Documents.GetValueOrDefault)
            .FirstOrDefault(file => file is not null);
        if (main is not null)
        {
            _ = SshdConfigReader.Read(
                main.Name,
                main.Body,
                OpenSshVersion.Assumed,
                pattern =>
                {
                    _ = patterns.Add(pattern);
                    return StoredConfig.Included(files, pattern);
                }
            );
        }

        return patterns;
    }

    private static SshdIncluded Include(
        ImmutableArray<Document> files,
        string pattern,
        HashSet<string> present,
        List<string> notes
    )
    {
        if (present.Contains(pattern))
        {
            return StoredConfig.Included(files, pattern);
        }

        if (!IsConfined(pattern))
        {
            var refused = $"Include {pattern} leads out of {Folder.TrimEnd('/')}: not followed";
            notes.Add(refused);
            return new SshdIncluded([], refused);
        }

        var known = StoredConfig.Included([.. files.Where(IsInFolder)], pattern);
        var isOneFile = !PathGlob.IsPattern(pattern);
        var wasLookedFor = isOneFile && present.Any(seen => StoredConfig.IsMatch(pattern, seen));
        if ((isOneFile && !known.Files.IsEmpty) || wasLookedFor)
        {
            return known;
        }

        var unseen = $"Include {pattern}: the host's agent has not looked for such files";
        notes.Add(unseen);
        return known with { Unreadable = unseen };
    }

    private static bool IsInFolder(Document file) =>
        file.Name.StartsWith(Folder, StringComparison.Ordinal);

    private static bool IsConfined(string pattern) =>
        pattern.StartsWith(Folder, StringComparison.Ordinal) && !pattern.Split('/').Contains("..");
}
