using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads what <c>nft list ruleset</c> prints (nft(8)), with or without <c>-a</c> and <c>-s</c>. Text that is no listing gives an empty ruleset.</summary>
public static class NftReader
{
    public static FirewallRuleset Read(string listing)
    {
        var cursor = new NftCursor(listing);
        var tables = ImmutableArray.CreateBuilder<FirewallTable>();
        while (!cursor.IsAtEnd)
        {
            if (cursor.Take("table"))
            {
                tables.Add(Table(cursor));
            }
            else
            {
                cursor.Skip(1);
            }
        }

        return new FirewallRuleset(tables.ToImmutable());
    }

    private static FirewallTable Table(NftCursor cursor)
    {
        var family = Family(cursor.Peek.Text);
        if (family != TableFamily.Unspecified)
        {
            cursor.Skip(1);
        }

        var name = cursor.Next().Text;
        var parts = new NftTableParts(family == TableFamily.Unspecified ? TableFamily.Ip : family);
        cursor.Take("{");
        while (!cursor.IsAtEnd && !cursor.Take("}"))
        {
            Part(cursor, parts);
        }

        return new FirewallTable
        {
            Family = parts.Family,
            Name = name,
            Backend = FirewallBackend.Nftables,
            IsDormant = parts.IsDormant,
            Chains = parts.Chains.ToImmutable(),
            Sets = parts.Sets.ToImmutable(),
        };
    }

    private static void Part(NftCursor cursor, NftTableParts parts)
    {
        var word = cursor.Next();
        switch (word.Text)
        {
            case "chain":
                new NftChainReader(cursor, parts).Read();
                break;
            case "set" or "map":
                Set(cursor, parts);
                break;
            case "flags":
                while (!cursor.IsAtEnd && !cursor.IsAtRuleEnd)
                {
                    parts.IsDormant |= cursor.Next().Is("dormant");
                }

                break;
            case "limit" or "quota":
                Named(cursor, parts);
                break;
            case "{":
                cursor.Skip(-1);
                cursor.SkipBlock();
                break;
        }
    }

    // A named limit or quota: what matters is whether it stands for "more than so much".
    private static void Named(NftCursor cursor, NftTableParts parts)
    {
        var name = cursor.Next().Text;
        while (!cursor.IsAtEnd && !cursor.Take("}"))
        {
            if (cursor.Next().Is("over"))
            {
                parts.Over.Add(name);
            }
        }
    }

    private static void Set(NftCursor cursor, NftTableParts parts)
    {
        var name = cursor.Next().Text;
        var elements = ImmutableArray<SetElement>.Empty;
        cursor.Take("{");
        while (!cursor.IsAtEnd && !cursor.Take("}"))
        {
            if (cursor.Take("elements"))
            {
                cursor.Take("=");
                elements = NftOperandReader.Elements(cursor);
            }
            else
            {
                cursor.Skip(1);
            }
        }

        parts.Sets[name] = new NamedSet(name, elements);
    }

    private static TableFamily Family(string word) =>
        word switch
        {
            "ip" => TableFamily.Ip,
            "ip6" => TableFamily.Ip6,
            "inet" => TableFamily.Inet,
            "arp" => TableFamily.Arp,
            "bridge" => TableFamily.Bridge,
            "netdev" => TableFamily.Netdev,
            _ => TableFamily.Unspecified,
        };
}

/// <summary>A table while it is read.</summary>
internal sealed class NftTableParts(TableFamily family)
{
    public TableFamily Family { get; } = family;

    public bool IsDormant { get; set; }

    public ImmutableDictionary<string, FirewallChain>.Builder Chains { get; } =
        ImmutableDictionary.CreateBuilder<string, FirewallChain>(StringComparer.Ordinal);

    public ImmutableDictionary<string, NamedSet>.Builder Sets { get; } =
        ImmutableDictionary.CreateBuilder<string, NamedSet>(StringComparer.Ordinal);

    /// <summary>Named limits and quotas that match beyond their bound.</summary>
    public HashSet<string> Over { get; } = new(StringComparer.Ordinal);

    /// <summary>Keeps a chain that is written inside a rule, under a name that nobody can type.</summary>
    public string Inline(int line, ImmutableArray<FirewallRule> rules)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{{line {line}}}");
        Chains[name] = new FirewallChain(name, null, rules);
        return name;
    }
}
