using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads the rules of one chain, up to its closing brace.</summary>
internal sealed class NftRuleReader(NftCursor cursor, NftTableParts parts)
{
    public ImmutableArray<FirewallRule> ReadBlock()
    {
        var rules = ImmutableArray.CreateBuilder<FirewallRule>();
        while (true)
        {
            cursor.SkipLineEnds();
            if (cursor.IsAtEnd || cursor.Take("}"))
            {
                return rules.ToImmutable();
            }

            rules.Add(Rule());
        }
    }

    private FirewallRule Rule()
    {
        var first = cursor.Peek;
        var end = first.End;
        long? handle = null;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        while (!cursor.IsAtEnd && !cursor.Peek.Is(NftLexer.LineEnd) && !cursor.Peek.Is("}"))
        {
            if (cursor.Take(NftLexer.Handle))
            {
                handle = long.TryParse(
                    cursor.Next().Text,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    ? number
                    : null;
                continue;
            }

            var before = cursor.Peek.Start;
            if (!cursor.Take(";"))
            {
                new NftStatementReader(cursor, parts, statements).Read();
            }

            end = cursor.Ahead(-1).End;
            if (cursor.Peek.Start == before && !cursor.IsAtEnd)
            {
                // A word that nobody takes must not hold up the rest of the listing.
                statements.Add(new OpaqueStatement(cursor.Next().Text, IsCondition: false));
            }
        }

        return new FirewallRule(
            cursor.Text(first.Start, end),
            first.Line,
            handle,
            statements.ToImmutable()
        );
    }
}
