using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>Reads what <c>nft list sets</c> prints (nft(8)). Text that is no listing gives no sets.</summary>
public static class NftSetListing
{
    public static ImmutableArray<ListedSet> Read(string listing)
    {
        var sets = ImmutableArray.CreateBuilder<ListedSet>();
        var (owner, name) = ("", "");
        var at = 0;
        while (at < listing.Length)
        {
            var end = listing.IndexOf('\n', at) is >= 0 and var found ? found : listing.Length;
            var words = listing.AsSpan(at, end - at).Trim();
            if (Headed(words, "table ") is { } table)
            {
                owner = table;
            }
            else if (Headed(words, "set ") is { } set)
            {
                name = set;
                sets.Add(new ListedSet(owner, name, []));
            }
            else if (words.StartsWith("elements = {") && sets.Count > 0)
            {
                end = Close(listing, listing.IndexOf('{', at) + 1, out var elements);
                sets[^1] = sets[^1] with { Elements = elements };
            }

            at = end + 1;
        }

        return sets.ToImmutable();
    }

    private static string? Headed(ReadOnlySpan<char> line, string word) =>
        line.StartsWith(word) && line.EndsWith("{")
            ? line[word.Length..^1].Trim().ToString()
            : null;

    // The elements up to the brace that closes them; comments in quotes may hold anything.
    private static int Close(string text, int from, out ImmutableArray<ListedElement> elements)
    {
        var read = ImmutableArray.CreateBuilder<ListedElement>();
        var start = from;
        var isQuoted = false;
        var at = from;
        for (; at < text.Length; at++)
        {
            isQuoted ^= text[at] == '"';
            if (!isQuoted && text[at] is ',' or '}')
            {
                if (Element(text[start..at]) is { } element)
                {
                    read.Add(element);
                }

                start = at + 1;
                if (text[at] == '}')
                {
                    break;
                }
            }
        }

        elements = read.ToImmutable();
        return at;
    }

    private static ListedElement? Element(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var expires = Array.IndexOf(words, "expires");
        return words.Length == 0
            ? null
            : new ListedElement(
                words[0],
                expires > 0 && expires + 1 < words.Length ? Duration(words[expires + 1]) : null
            );
    }

    /// <summary>A time as nft writes it: <c>3h59m12s340ms</c>; null where it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var total = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (
                digits <= 0
                || !long.TryParse(
                    rest[..digits],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                || number > int.MaxValue
            )
            {
                return null;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAnyInRange('0', '9') is >= 0 and var next
                ? next
                : rest.Length;
            TimeSpan? unit = rest[..letters] switch
            {
                "w" => TimeSpan.FromDays(7),
                "d" => TimeSpan.FromDays(1),
                "h" => TimeSpan.FromHours(1),
                "m" => TimeSpan.FromMinutes(1),
                "s" => TimeSpan.FromSeconds(1),
                "ms" => TimeSpan.FromMilliseconds(1),
                _ => null,
            };
            if (
                unit is null
                || number > 400 * 366 * 86400L / Math.Max(1, (long)unit.Value.TotalSeconds)
            )
            {
                return null;
            }

            total += unit.Value * number;
            rest = rest[letters..];
        }

        return total;
    }
}
