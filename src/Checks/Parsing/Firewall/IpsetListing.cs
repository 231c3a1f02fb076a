using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>Reads what <c>ipset save</c> prints (ipset(8)): <c>create NAME TYPE …</c>, then <c>add NAME ELEMENT [timeout SECONDS] …</c>.</summary>
public static class IpsetListing
{
    public static ImmutableArray<ListedSet> Read(string listing)
    {
        var sets = new Dictionary<string, ImmutableArray<ListedElement>.Builder>();
        var order = new List<string>();
        foreach (var line in listing.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                words is ["create", var made, ..]
                && sets.TryAdd(made, ImmutableArray.CreateBuilder<ListedElement>())
            )
            {
                order.Add(made);
            }
            else if (
                words is ["add", var name, var element, ..]
                && sets.TryGetValue(name, out var set)
            )
            {
                set.Add(new ListedElement(element, Timeout(words)));
            }
        }

        return [.. order.Select(name => new ListedSet("", name, sets[name].ToImmutable()))];
    }

    // 0 stands for an element that does not end.
    private static TimeSpan? Timeout(string[] words) =>
        Array.IndexOf(words, "timeout") is > 0 and var at
        && at + 1 < words.Length
        && int.TryParse(
            words[at + 1],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
