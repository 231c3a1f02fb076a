using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Reads sshd_config as sshd does (<c>servconf.c</c>). Pure: files come through a function.</summary>
public sealed class SshdConfigReader
{
    /// <summary>Where relative Include patterns start.</summary>
    public const string IncludeFolder = "/etc/ssh";

    private const int MaxDepth = 16;

    private readonly OpenSshVersion _version;
    private readonly Func<string, SshdIncluded?> _include;
    private readonly List<SshdDirective> _directives = [];
    private readonly List<SshdConfigError> _errors = [];
    private readonly List<SshdGap> _gaps = [];
    private readonly List<SshdFile> _files = [];
    private readonly List<string> _asked = [];

    // sshd gives up at once: files that include themselves several times would else be read 2^16 times.
    private bool _isTooDeep;

    private SshdConfigReader(OpenSshVersion version, Func<string, SshdIncluded?> include) =>
        (_version, _include) = (version, include);

    /// <summary>Reads a configuration.</summary>
    /// <param name="path">The main file's path, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="version">The release whose rules apply.</param>
    /// <param name="include">Absolute glob pattern → its matches; null where the caller does not know yet: it is then listed in <see cref="SshdConfiguration.Asked"/>.</param>
    public static SshdConfiguration Read(
        string path,
        string text,
        OpenSshVersion version,
        Func<string, SshdIncluded?> include
    )
    {
        var reader = new SshdConfigReader(version, include);
        reader.File(path, text, [], depth: 0);
        return new SshdConfiguration
        {
            Directives = [.. reader._directives],
            Errors = [.. reader._errors],
            Gaps = [.. reader._gaps],
            Files = [.. reader._files],
            Asked = [.. reader._asked],
        };
    }

    private void File(string path, string text, ImmutableArray<SshdMatch> over, int depth)
    {
        if (_files.TrueForAll(file => file.Path != path))
        {
            _files.Add(new SshdFile(path, text));
        }

        var conditions = over;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            Line(line, new SshdSource(path, ++number), over, ref conditions, depth);
        }
    }

    private void Line(
        string line,
        SshdSource source,
        ImmutableArray<SshdMatch> over,
        ref ImmutableArray<SshdMatch> conditions,
        int depth
    )
    {
        string? rest = line.TrimStart(' ', '\t', '\r').TrimEnd(' ', '\t', '\r', '\n', '\f');
        var word = SshdWords.Delimited(ref rest);
        if (string.IsNullOrEmpty(word))
        {
            word = SshdWords.Delimited(ref rest);
        }

        if (string.IsNullOrEmpty(word) || word.StartsWith('#'))
        {
            return;
        }

        if (string.IsNullOrEmpty(rest))
        {
            Reject(source, $"no argument after keyword \"{word}\"");
            return;
        }

        if (!SshdWords.TrySplit(rest, out var words))
        {
            Reject(source, "invalid quotes");
            return;
        }

        if (SshdKeywords.Find(word) is not { } keyword)
        {
            Reject(source, $"Bad configuration option: {word}");
            return;
        }

        if (!keyword.InMatch && conditions.Any(condition => !condition.IsAll))
        {
            Reject(source, $"Directive '{word}' is not allowed within a Match block");
            return;
        }

        switch (keyword.Kind)
        {
            case SshdValueKind.Match:
                conditions = Match(rest, source, over);
                break;
            case SshdValueKind.Include:
                Include(word, words, source, conditions, depth);
                break;
            case SshdValueKind.Ignored:
                break;
            default:
                Directive(keyword, words, rest, source, conditions);
                break;
        }
    }

    private ImmutableArray<SshdMatch> Match(
        string rest,
        SshdSource source,
        ImmutableArray<SshdMatch> over
    )
    {
        var (criteria, error) = SshdMatchLine.Read(rest);
        if (error is not null)
        {
            Reject(source, $"Bad Match condition: {error}");
        }

        return over.Add(new SshdMatch(criteria, source));
    }

    private void Include(
        string word,
        ImmutableArray<string> words,
        SshdSource source,
        ImmutableArray<SshdMatch> conditions,
        int depth
    )
    {
        if (words.IsEmpty)
        {
            Reject(source, $"{word} missing filename argument");
        }

        foreach (var name in words)
        {
            if (name.Length == 0)
            {
                Reject(source, $"keyword {word} empty argument");
                continue;
            }

            var pattern = name[0] is '/' or '~' ? name : $"{IncludeFolder}/{name}";
            if (_include(pattern) is not { } included)
            {
                _asked.Add(pattern);
                continue;
            }

            Included(included, source, conditions, depth);
        }
    }

    private void Included(
        SshdIncluded included,
        SshdSource source,
        ImmutableArray<SshdMatch> conditions,
        int depth
    )
    {
        if (included.Unreadable is { } reason)
        {
            _gaps.Add(new SshdGap(reason, source, conditions, _directives.Count));
        }

        foreach (var file in included.Files)
        {
            if (depth >= MaxDepth && !_isTooDeep)
            {
                Reject(source, "Too many recursive configuration includes");
                _isTooDeep = true;
            }

            if (_isTooDeep)
            {
                return;
            }

            if (file.Text is null)
            {
                var why = file.Reason ?? $"{file.Path}: could not be read";
                _gaps.Add(new SshdGap(why, source, conditions, _directives.Count));
                continue;
            }

            File(file.Path, file.Text, conditions, depth + 1);
        }
    }

    private void Directive(
        SshdKeyword keyword,
        ImmutableArray<string> words,
        string rest,
        SshdSource source,
        ImmutableArray<SshdMatch> conditions
    )
    {
        var (printed, error) = SshdValue.Read(keyword, words, rest, _version);
        if (error is not null)
        {
            Reject(source, error);
            return;
        }

        switch (SshdRepeats.Judge(keyword, words, conditions, _directives, _version))
        {
            case { IsIgnored: true }:
                return;
            case { Error: { } repeated }:
                Reject(source, repeated);
                return;
        }

        _directives.Add(
            new SshdDirective(keyword.Name, words, rest, source, conditions) { Printed = printed }
        );
    }

    // A file that is included twice repeats its errors: once a line is enough.
    private void Reject(SshdSource source, string message)
    {
        var error = new SshdConfigError(source, message);
        if (!_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }
}
