using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Parsing.SshdConfig;
using static Fleet.Checks.Parsing.SshConfig.ClientValue;
using static Fleet.Checks.Parsing.SshConfig.ClientValueKind;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Values with a small grammar that one keyword alone has.</summary>
internal static class ClientRareValue
{
    private static readonly (string Name, int Value)[] Qualities =
    [
        ("af11", 0x28),
        ("af12", 0x30),
        ("af13", 0x38),
        ("af21", 0x48),
        ("af22", 0x50),
        ("af23", 0x58),
        ("af31", 0x68),
        ("af32", 0x70),
        ("af33", 0x78),
        ("af41", 0x88),
        ("af42", 0x90),
        ("af43", 0x98),
        ("cs0", 0x00),
        ("cs1", 0x20),
        ("cs2", 0x40),
        ("cs3", 0x60),
        ("cs4", 0x80),
        ("cs5", 0xa0),
        ("cs6", 0xc0),
        ("cs7", 0xe0),
        ("ef", 0xb8),
        ("le", 0x04 >> 2),
        ("va", 0xb0),
        ("lowdelay", 0x10),
        ("throughput", 0x08),
        ("reliability", 0x04),
    ];

    public static (ImmutableArray<string>, string?) Read(
        ClientKeyword keyword,
        ImmutableArray<string> words
    )
    {
        var word = words[0];
        return keyword.Kind switch
        {
            EscapeChar => word == "none"
            || word.Length == 1
            || (word.Length == 2 && word[0] == '^' && word[1] is >= '@' and <= '\x7f')
                ? One(word)
                : Bad("Bad escape character."),
            SendEnv => words.Any(name => name.Contains('='))
                ? Bad("Invalid environment name.")
                : (words, null),
            SetEnv => words.All(entry => entry.Contains('='))
                ? ([.. words.DistinctBy(entry => entry.Split('=')[0])], null)
                : Bad("Invalid SetEnv."),
            ControlPersist => word switch
            {
                "no" or "false" => One("no"),
                "yes" or "true" => One("yes"),
                _ when SshdNumbers.TryTime(word, out var seconds) => One(
                    seconds == 0 ? "yes" : Text(seconds)
                ),
                _ => Bad("Bad ControlPersist argument."),
            },
            TunnelDevice => Tunnel(word),
            ClientValueKind.Quality => Quality(words),
            AddKeysToAgent => AddKeys(words),
            ForwardAgent => One(
                word.ToLowerInvariant() switch
                {
                    "yes" or "true" => "yes",
                    "no" or "false" => "no",
                    _ => word,
                }
            ),
            Cnames => Aliases(words),
            RemoteOpen => word is "any" or "none" || words.All(IsHostAndPort)
                ? (words, null)
                : Bad("bad port number in permitremoteopen"),
            _ => throw new InvalidOperationException($"no reader for {keyword.Kind}"),
        };
    }

    private static (ImmutableArray<string>, string?) Tunnel(string word)
    {
        var parts = word.Split(':');
        var local = Device(parts[0]);
        var remote = parts.Length == 2 ? Device(parts[1]) : "any";
        return parts.Length > 2 || local is null || remote is null
            ? Bad("Bad tun device.")
            : One($"{local}:{remote}");
    }

    private static string? Device(string text) =>
        text.Equals("any", StringComparison.OrdinalIgnoreCase) ? "any"
        : SshdNumbers.TryCount(text, out var number) ? Text(number)
        : null;

    private static (ImmutableArray<string>, string?) Quality(ImmutableArray<string> words)
    {
        var names = words.Select(QualityName).ToList();
        return names.Contains(null)
            ? Bad($"Bad IPQoS value: {words[names.IndexOf(null)]}")
            : One($"{names[0]} {names[^1]}");
    }

    private static string? QualityName(string word)
    {
        var value = Array.Find(
            Qualities,
            quality => quality.Name.Equals(word, StringComparison.OrdinalIgnoreCase)
        )
            is { Name: not null } found
            ? found.Value
            : Number(word);
        return word.Equals("none", StringComparison.OrdinalIgnoreCase) ? "none"
            : value is null ? null
            : Array.Find(Qualities, quality => quality.Value == value).Name
                ?? string.Create(CultureInfo.InvariantCulture, $"0x{value:x2}");
    }

    private static int? Number(string word)
    {
        var hexadecimal = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return
            int.TryParse(
                hexadecimal ? word.AsSpan(2) : word,
                hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            ) && number is >= 0 and <= 255
            ? number
            : null;
    }

    private static (ImmutableArray<string>, string?) AddKeys(ImmutableArray<string> words)
    {
        var first = words[0].ToLowerInvariant();
        var named =
            first is "yes" or "true" ? "yes"
            : first is "no" or "false" ? "no"
            : first is "ask" or "confirm" ? first
            : null;
        return words switch
        {
            [_] when named is not null => One(named),
            [var time] when SshdNumbers.TryTime(time, out var seconds) => One(Text(seconds)),
            [_, var time] when named == "confirm" && SshdNumbers.TryTime(time, out var seconds) =>
                One($"confirm {Text(seconds)}"),
            _ => Bad("unsupported option"),
        };
    }

    private static (ImmutableArray<string>, string?) Aliases(ImmutableArray<string> words)
    {
        if (words is [var only] && only.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return One("none");
        }

        var bad = words.FirstOrDefault(word =>
            word != "*"
            && (word.IndexOf(':') is var colon && (colon < 0 || colon == word.Length - 1))
        );
        return bad is not null
            ? Bad($"Invalid permitted CNAME \"{bad}\"")
            : ([.. words.Select(word => word == "*" ? "*:*" : word.ToLowerInvariant())], null);
    }

    private static bool IsHostAndPort(string word)
    {
        var colon = word.LastIndexOf(':');
        return colon >= 0
            && (word[(colon + 1)..] == "*" || SshdNumbers.TryPort(word[(colon + 1)..], out _));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
