using System.Collections.Immutable;
using System.Globalization;
using static Fleet.Checks.Parsing.SshdConfig.SshdValueKind;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Checks a line's words as sshd does and says what <c>sshd -T</c> would print for them.</summary>
internal static class SshdValue
{
    internal static readonly string[] Levels =
    [
        "QUIET",
        "SILENT",
        "FATAL",
        "ERROR",
        "INFO",
        "VERBOSE",
        "DEBUG",
        "DEBUG1",
        "DEBUG2",
        "DEBUG3",
    ];

    internal static readonly string[] Facilities =
    [
        "DAEMON",
        "USER",
        "AUTH",
        "AUTHPRIV",
        "LOCAL0",
        "LOCAL1",
        "LOCAL2",
        "LOCAL3",
        "LOCAL4",
        "LOCAL5",
        "LOCAL6",
        "LOCAL7",
    ];

    /// <summary>The printed lines (empty: they depend on what the file does not say), or what sshd says against the line.</summary>
    public static (ImmutableArray<string> Printed, string? Error) Read(
        SshdKeyword keyword,
        ImmutableArray<string> words,
        string rest,
        OpenSshVersion version
    )
    {
        if (keyword.Kind == Raw)
        {
            return Whole(keyword, rest);
        }

        if (words.IsEmpty)
        {
            return keyword.Merge == SshdMerge.All && keyword.Kind is Words or Patterns
                ? ([], null)
                : Bad($"{keyword.Name} missing argument.");
        }

        if (words.FirstOrDefault(word => word.Length == 0) is not null)
        {
            return Bad($"keyword {keyword.Name} empty argument");
        }

        return words.Length > MaxWords(keyword.Kind)
            ? Bad($"keyword {keyword.Name} extra arguments at end of line")
            : OfKind(keyword, words, version);
    }

    private static (ImmutableArray<string>, string?) OfKind(
        SshdKeyword keyword,
        ImmutableArray<string> words,
        OpenSshVersion version
    )
    {
        var word = words[0];
        return keyword.Kind switch
        {
            State => keyword.States.TryGetValue(word, out var state)
                ? One(state)
                : Bad($"unsupported option \"{word}\"."),
            Port => SshdNumbers.TryPort(word, out var port) && port > 0
                ? One(Text(port))
                : Bad("Badly formatted port number."),
            Integer => SshdNumbers.TryCount(word, out var count)
                ? One(Text(count))
                : Bad($"{keyword.Name} integer value invalid."),
            Time or TimeOrNone => word == "none" && keyword.Kind == TimeOrNone ? One("none")
            : SshdNumbers.TryTime(word, out var seconds) ? One(Text(seconds))
            : Bad("invalid time value."),
            FileName => One(
                Same(word, "none") ? "none"
                : word.StartsWith('/') ? word
                // Below the daemon's working directory, "/", and a slash (misc.c, derelativise_path).
                : "//" + word
            ),
            Word => One(keyword.Name == "FingerprintHash" ? word.ToUpperInvariant() : word),
            Words => (
                [.. SshdWordList.Printed(keyword, words)],
                SshdWordList.Error(keyword, words)
            ),
            Patterns => ([.. words], PatternError(keyword, words)),
            Algorithms => (SshdWordList.Algorithms(word), null),
            LogLevel => Named(Levels, word, "log level"),
            LogFacility => Named(Facilities, word, "log facility"),
            MaxStartups => SshdSpecs.MaxStartups(word) is { } startups
                ? One(startups)
                : Bad($"Invalid {keyword.Name} spec."),
            NetBlockSize => SshdSpecs.NetBlockSize(word) is { } block
                ? (block.Length == 0 ? [] : [block], null)
                : Bad($"Invalid {keyword.Name} spec."),
            RekeyLimit => SshdSpecs.RekeyLimit(words) is { } limit
                ? One(limit)
                : Bad($"Bad {keyword.Name} number '{word}'"),
            Quality => (SshdSpecs.Quality(words), null),
            Depends => ([], null),
            Octal => SshdSpecs.Octal(word) is { } mask
                ? One(mask)
                : Bad($"Invalid {keyword.Name}."),
            SshdValueKind.Subsystem => words.Length < 2
                ? Bad("Missing subsystem command.")
                : One(SshdWordList.Subsystem(words, version)),
            ListenAddress => SshdListen.Error(words) is { } wrong
                ? Bad(wrong)
                : One(string.Join(' ', words)),
            _ => throw new InvalidOperationException($"no reader for {keyword.Kind}"),
        };
    }

    private static int MaxWords(SshdValueKind kind) =>
        kind switch
        {
            Words or Patterns or Depends or SshdValueKind.Subsystem => int.MaxValue,
            ListenAddress => 3,
            RekeyLimit or Quality => 2,
            _ => 1,
        };

    private static (ImmutableArray<string>, string?) Whole(SshdKeyword keyword, string rest)
    {
        var value = SshdWords.Raw(rest);
        if (keyword.Name == "VersionAddendum")
        {
            var comment = value.IndexOf('#');
            value = (comment < 0 ? value : value[..comment]).TrimEnd();
            return One(value.Length == 0 ? "none" : value);
        }

        var isCommand = keyword.Name.StartsWith("Authorized", StringComparison.Ordinal);
        return isCommand && !value.StartsWith('/') && !Same(value, "none")
            ? Bad($"{keyword.Name} must be an absolute path")
            : One(Same(value, "none") ? "none" : value);
    }

    private static string? PatternError(SshdKeyword keyword, ImmutableArray<string> words) =>
        keyword.Name.EndsWith("Users", StringComparison.Ordinal)
        && words.FirstOrDefault(IsBadUser) is { } bad
            ? $"invalid {keyword.Name} pattern: \"{bad}\""
            : null;

    private static bool IsBadUser(string entry)
    {
        var at = entry.LastIndexOf('@');
        return at >= 0
            && SshdPatterns.Addresses(null, entry[(at + 1)..]) == SshdPatterns.ListMatch.Invalid;
    }

    private static (ImmutableArray<string>, string?) Named(string[] names, string word, string what)
    {
        var name = Array.Find(names, name => Same(name, word));
        return name is null ? Bad($"unsupported {what} '{word}'") : One(Documented(name));
    }

    /// <summary>Of two names for one log level, the one that is used here and, but for QUIET, by <c>sshd -T</c> (<c>log.c</c>).</summary>
    public static string Documented(string level) =>
        level switch
        {
            "DEBUG1" => "DEBUG",
            "SILENT" => "QUIET",
            _ => level,
        };

    private static (ImmutableArray<string>, string?) One(string value) => ([value], null);

    private static (ImmutableArray<string>, string?) Bad(string message) => ([], message);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
