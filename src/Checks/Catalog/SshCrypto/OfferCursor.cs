using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>What the last look saw, under the stamp it was seen with: one line for the stamp, then a fact a line.</summary>
internal sealed record OfferCursor(string Stamp, ImmutableSortedDictionary<string, string> Facts)
{
    public static ImmutableSortedDictionary<string, string> NoFacts { get; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Null where the text is no such cursor.</summary>
    public static OfferCursor? Read(string text)
    {
        var lines = text.Split('\n');
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var equals = line.IndexOf('=');
            if (equals < 0)
            {
                return null;
            }

            facts[line[..equals]] = line[(equals + 1)..];
        }

        return facts.Count > 0 ? new OfferCursor(lines[0], facts.ToImmutable()) : null;
    }

    public override string ToString() =>
        string.Join('\n', Facts.Select(fact => $"{fact.Key}={fact.Value}").Prepend(Stamp));
}
