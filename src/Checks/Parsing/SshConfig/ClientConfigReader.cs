using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Reads ssh_config as ssh does (<c>readconf.c</c>), without running anything. Pure: files come through a function.</summary>
public sealed class ClientConfigReader
{
    /// <summary>Where relative Include patterns of the system's file start.</summary>
    public const string IncludeFolder = "/etc/ssh";

    private const int MaxDepth = 16;

    private readonly ClientFileOwner _owner;
    private readonly OpenSshVersion _version;
    private readonly Func<string, SshdIncluded?> _include;
    private readonly List<ClientEntry> _entries = [];
    private readonly List<SshdConfigError> _errors = [];
    private readonly List<SshdFile> _files = [];
    private readonly List<string> _asked = [];
    private int _sections;

    // ssh gives up at once: files that include themselves several times would else be read 2^16 times.
    private bool _isTooDeep;

    private ClientConfigReader(
        ClientFileOwner owner,
        OpenSshVersion version,
        Func<string, SshdIncluded?> include
    ) => (_owner, _version, _include) = (owner, version, include);

    /// <summary>Reads a configuration.</summary>
    /// <param name="owner">Whose file it is.</param>
    /// <param name="path">The main file's path.</param>
    /// <param name="text">Its text.</param>
    /// <param name="version">The release whose rules apply.</param>
    /// <param name="include">
    /// Glob pattern, absolute or starting with <c>~</c>, → its matches; null where the caller does not know yet: it is then listed in <see cref="ClientConfiguration.Asked"/>.
    /// </param>
    public static ClientConfiguration Read(
        ClientFileOwner owner,
        string path,
        string text,
        OpenSshVersion version,
        Func<string, SshdIncluded?> include
    )
    {
        var reader = new ClientConfigReader(owner, version, include);
        reader.File(path, text, [], depth: 0);
        return new ClientConfiguration
        {
            Owner = owner,
            Entries = [.. reader._entries],
            Errors = [.. reader._errors],
            Files = [.. reader._files],
            Asked = [.. reader._asked],
        };
    }

    private void File(string path, string text, ImmutableArray<int> over, int depth)
    {
        if (_files.TrueForAll(file => file.Path != path))
        {
            _files.Add(new SshdFile(path, text));
        }

        var sections = over;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            Line(line, new SshdSource(path, ++number), over, ref sections, depth);
        }
    }

    private void Line(
        string line,
        SshdSource source,
        ImmutableArray<int> over,
        ref ImmutableArray<int> sections,
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

        rest = SshdWords.Raw(rest);
        if (rest.Length == 0)
        {
            Reject(source, $"no argument after keyword \"{word}\"");
            return;
        }

        if (!SshdWords.TrySplit(rest, out var words))
        {
            Reject(source, "invalid quotes");
            return;
        }

        if (ClientKeywords.Find(word) is not { } keyword)
        {
            _entries.Add(new ClientUnknown(source, sections, word));
            return;
        }

        switch (keyword.Kind)
        {
            case ClientValueKind.Host:
                Section(source, over, ref sections, HostPatterns(words, source), []);
                break;
            case ClientValueKind.Match:
                var (criteria, error) = ClientMatchLine.Read(rest);
                Reject(source, error is null ? null : $"Bad Match condition: {error}");
                Section(source, over, ref sections, [], criteria);
                break;
            case ClientValueKind.Include:
                Include(words, source, sections, depth);
                break;
            case ClientValueKind.Ignored:
                break;
            default:
                Directive(keyword, words, rest, source, sections);
                break;
        }
    }

    private ImmutableArray<string> HostPatterns(ImmutableArray<string> words, SshdSource source)
    {
        Reject(source, words.Contains("") ? "keyword host empty argument" : null);
        return words;
    }

    private void Section(
        SshdSource source,
        ImmutableArray<int> over,
        ref ImmutableArray<int> sections,
        ImmutableArray<string> hosts,
        ImmutableArray<ClientCriterion> criteria
    )
    {
        var section = new ClientSection(source, over, _sections++, hosts, criteria);
        _entries.Add(section);
        sections = over.Add(section.Number);
    }

    private void Include(
        ImmutableArray<string> words,
        SshdSource source,
        ImmutableArray<int> sections,
        int depth
    )
    {
        foreach (var name in words)
        {
            if (name.Length == 0 || (name[0] == '~' && _owner == ClientFileOwner.System))
            {
                Reject(
                    source,
                    name.Length == 0
                        ? "keyword include empty argument"
                        : $"bad include path {name}."
                );
                continue;
            }

            var folder = _owner == ClientFileOwner.System ? IncludeFolder : "~/.ssh";
            var pattern = name[0] is '/' or '~' ? name : $"{folder}/{name}";
            if (_include(pattern) is { } included)
            {
                Included(included, source, sections, depth);
            }
            else
            {
                _asked.Add(pattern);
            }
        }
    }

    private void Included(
        SshdIncluded included,
        SshdSource source,
        ImmutableArray<int> sections,
        int depth
    )
    {
        if (included.Unreadable is { } reason)
        {
            _entries.Add(new ClientGap(source, sections, reason));
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
                _entries.Add(new ClientGap(source, sections, why));
                continue;
            }

            File(file.Path, file.Text, sections, depth + 1);
        }
    }

    private void Directive(
        ClientKeyword keyword,
        ImmutableArray<string> words,
        string rest,
        SshdSource source,
        ImmutableArray<int> sections
    )
    {
        var (values, error) = ClientValue.Read(keyword, words, rest, _version);
        Reject(source, error);
        if (error is null)
        {
            _entries.Add(
                new ClientDirective(source, sections, keyword.Name, words, rest) { Values = values }
            );
        }
    }

    // A file that is included twice repeats its errors: once a line is enough.
    private void Reject(SshdSource source, string? message)
    {
        if (message is not null && new SshdConfigError(source, message) is var error)
        {
            if (!_errors.Contains(error))
            {
                _errors.Add(error);
            }
        }
    }
}
