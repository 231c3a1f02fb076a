using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>sshd_config with its includes, from documents.</summary>
internal static class StoredConfig
{
    /// <summary>As sshd's builds have it; openSUSE ships its defaults in the second.</summary>
    internal static readonly string[] MainPaths =
    [
        "/etc/ssh/sshd_config",
        "/usr/etc/ssh/sshd_config",
    ];

    /// <summary>Null with the reason where it is not known.</summary>
    public static (SshdEvaluations? Sshd, string Unknown) Read(JudgeInput input, ParsedTexts parsed)
    {
        var facts = input["ssh.config"];
        var coverage = facts.CoverageOf("sshd_config/AllowUsers");
        if (facts.Status != RunStatus.Ran || !coverage.IsCertain)
        {
            return (null, facts.Status == RunStatus.Ran ? coverage.Reason ?? "" : facts.Reason);
        }

        var main = MainPaths
            .Select(input.Documents.GetValueOrDefault)
            .FirstOrDefault(document => document is not null);
        if (main is null || main.Truncated)
        {
            return (null, main is null ? "sshd_config was not stored" : $"{main.Name}: too long");
        }

        // An Include finds only what its pattern names; documents of other checks lie elsewhere.
        var files = input
            .Documents.Values.Where(document => document.Name.StartsWith('/'))
            .OrderBy(document => document.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        var usual = files.RemoveAll(document => !IsUsual(document.Name));
        var read = parsed.Of(
            usual,
            () => Read(main, pattern => IsUsual(pattern) ? Included(usual, pattern) : null)
        );
        return (
            read.Configuration.Asked.IsEmpty ? read : Read(main, all => Included(files, all)),
            ""
        );
    }

    private static SshdEvaluations Read(Document main, Func<string, SshdIncluded?> include) =>
        new(
            SshdConfigReader.Read(main.Name, main.Body, OpenSshVersion.Assumed, include),
            OpenSshVersion.Assumed
        );

    /// <summary>Where distributions have sshd's files: what lies elsewhere is looked for only where an Include asks for it.</summary>
    private static bool IsUsual(string path) =>
        (
            path.StartsWith("/etc/ssh/", StringComparison.Ordinal)
            || path.StartsWith("/usr/etc/ssh/", StringComparison.Ordinal)
            || path.StartsWith("/etc/crypto-policies/", StringComparison.Ordinal)
        ) && !path.EndsWith(".pub", StringComparison.Ordinal);

    internal static SshdIncluded Included(ImmutableArray<Document> files, string pattern) =>
        new([
            .. files
                .Where(document => IsMatch(document.Name, pattern))
                .Select(document => new SshdIncludedFile(
                    document.Name,
                    document.Truncated ? null : document.Body,
                    document.Truncated ? $"{document.Name}: too long" : null
                )),
        ]);

    internal static bool IsMatch(string path, string pattern)
    {
        var (mine, asked) = (path.Split('/'), pattern.Split('/'));
        return mine.Length == asked.Length
            && mine.Zip(asked)
                .All(pair =>
                    PathGlob.IsPattern(pair.Second)
                        ? PathGlob.IsMatch(pair.First, pair.Second)
                        : pair.First == pair.Second
                );
    }
}
