using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Values with a small grammar of their own, as <c>sshd -T</c> prints them; null where sshd refuses them.</summary>
internal static class SshdSpecs
{
    /// <summary><c>start:rate:full</c> or one number for all.</summary>
    public static string? MaxStartups(string word)
    {
        var parts = Numbers(word);
        return parts switch
        {
            [var start, var rate, var full] => start <= full && rate is >= 1 and <= 100
                ? string.Create(CultureInfo.InvariantCulture, $"{start}:{rate}:{full}")
                : null,
            [var all] => string.Create(CultureInfo.InvariantCulture, $"{all}:30:{all}"),
            _ => null,
        };
    }

    /// <summary>Prefix lengths for IPv4 and IPv6: <c>24:64</c>. Where the second is left out, sshd takes a number that it never set (<c>servconf.c</c>, <c>value2</c>): empty.</summary>
    public static string? NetBlockSize(string word) =>
        Numbers(word) switch
        {
            [<= 32 and var four, <= 128 and var six] => string.Create(
                CultureInfo.InvariantCulture,
                $"{four}:{six}"
            ),
            [<= 32] => "",
            _ => null,
        };

    /// <summary>Bytes and seconds, each possibly <c>default</c> or <c>none</c>.</summary>
    public static string? RekeyLimit(ImmutableArray<string> words)
    {
        long bytes = 0;
        var seconds = 0;
        if (
            words[0] != "default"
            && (!SshdNumbers.TrySize(words[0], out bytes) || bytes is > 0 and < 16)
        )
        {
            return null;
        }

        return words.Length > 1 && words[1] != "none" && !SshdNumbers.TryTime(words[1], out seconds)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{bytes} {seconds}");
    }

    /// <summary>A mode in octal, up to 0777.</summary>
    public static string? Octal(string word)
    {
        var digits = word.TrimStart('0');
        return
            word.Length > 0
            && digits.Length <= 3
            && digits.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0
            ? "0" + (digits.Length == 0 ? "0" : digits)
            : null;
    }

    /// <summary>IPQoS by names; a number's name is not ours to find.</summary>
    public static ImmutableArray<string> Quality(ImmutableArray<string> words) =>
        words.Any(word => char.IsAsciiDigit(word[0]))
            ? []
            : [$"{words[0].ToLowerInvariant()} {words[^1].ToLowerInvariant()}"];

    private static int[] Numbers(string word)
    {
        var parts = word.Split(':');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!SshdNumbers.TryCount(parts[i], out numbers[i]))
            {
                return [];
            }
        }

        return numbers;
    }
}
