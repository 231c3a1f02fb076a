using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Parsing.SshdConfig;
using static Fleet.Checks.Parsing.SshConfig.ClientValueKind;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Checks a line's words as ssh does and brings them into the form in which values are compared: numbers of seconds and bytes, yes and no, one entry for each of a list.</summary>
internal static class ClientValue
{
    /// <summary>The values (empty: the line sets nothing), or what ssh says against the line.</summary>
    public static (ImmutableArray<string> Values, string? Error) Read(
        ClientKeyword keyword,
        ImmutableArray<string> words,
        string rest,
        OpenSshVersion version
    )
    {
        if (keyword.Kind is Raw or Jump)
        {
            var raw = rest.TrimStart(' ', '\t', '\r', '\n', '=');
            return keyword.Kind == Raw ? ([raw], null) : ClientForward.Jump(raw);
        }

        if (words.IsEmpty)
        {
            return keyword.Kind is Words or SendEnv or SetEnv or Cnames
                ? ([], null)
                : Bad("Missing argument.");
        }

        if (words.Contains(""))
        {
            return Bad($"keyword {Lower(keyword)} empty argument");
        }

        return words.Length > MaxWords(keyword.Kind)
            ? Bad($"keyword {Lower(keyword)} extra arguments at end of line")
            : OfKind(keyword, words, version);
    }

    private static (ImmutableArray<string>, string?) OfKind(
        ClientKeyword keyword,
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
            Word or AgentPath => One(word),
            LowerWord => One(word.ToLowerInvariant()),
            Words => WordList(keyword, words),
            Port => SshdNumbers.TryPort(word, out var port) && port > 0
                ? One(Text(port))
                : Bad($"Bad port '{word}'."),
            Integer => SshdNumbers.TryCount(word, out var count)
                ? One(Text(count))
                : Bad("integer value invalid."),
            Time => word == "none" ? ([], null)
            : SshdNumbers.TryTime(word, out var seconds) ? One(Text(seconds))
            : Bad("invalid time value."),
            ClientValueKind.RekeyLimit => SshdSpecs.RekeyLimit(words) is { } limit
                ? ([.. limit.Split(' ').Take(words is [_, not "none"] ? 2 : 1)], null)
                : Bad($"Bad number '{word}'"),
            Octal => Mask(word),
            ClientValueKind.Hash => word.ToUpperInvariant() is var hash
            && hash is "MD5" or "SHA1" or "SHA256" or "SHA384" or "SHA512"
                ? One(hash)
                : Bad($"Invalid hash algorithm \"{word}\"."),
            LogLevel => Named(SshdValue.Levels, word, "log level"),
            LogFacility => Named(SshdValue.Facilities, word, "log facility"),
            Algorithms => ClientAlgorithms.Error(keyword.Name, word, version) is { } wrong
                ? Bad(wrong)
                : One(word),
            Forward => ClientForward.Read(keyword.Name, words),
            _ => ClientRareValue.Read(keyword, words),
        };
    }

    private static int MaxWords(ClientValueKind kind) =>
        kind switch
        {
            Words or SendEnv or SetEnv or Cnames or RemoteOpen => int.MaxValue,
            ClientValueKind.RekeyLimit or Quality or AddKeysToAgent or Forward => 2,
            _ => 1,
        };

    private static (ImmutableArray<string>, string?) WordList(
        ClientKeyword keyword,
        ImmutableArray<string> words
    ) =>
        words.Length > 1 && words.Any(word => Same(word, "none"))
            ? Bad($"keyword {Lower(keyword)} \"none\" argument must appear alone.")
            : (words, null);

    /// <summary>strtol with base 8 takes what digits there are and passes over the rest.</summary>
    private static (ImmutableArray<string>, string?) Mask(string word)
    {
        var digits = new string([.. word.TakeWhile(c => c is >= '0' and <= '7')]);
        return digits.Length > 0 && SshdSpecs.Octal(digits) is { } mask
            ? One(mask == "0" ? "00" : mask)
            : Bad("Bad mask.");
    }

    private static (ImmutableArray<string>, string?) Named(string[] names, string word, string what)
    {
        var name = Array.Find(names, name => Same(name, word));
        return name is null
            ? Bad($"unsupported {what} '{word}'")
            : One(name == "DEBUG1" ? "DEBUG" : name);
    }

    internal static (ImmutableArray<string>, string?) One(string value) => ([value], null);

    internal static (ImmutableArray<string>, string?) Bad(string message) => ([], message);

    private static string Lower(ClientKeyword keyword) => keyword.Name.ToLowerInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
