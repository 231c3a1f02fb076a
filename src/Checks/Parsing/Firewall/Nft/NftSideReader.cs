using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads statements that count, log, limit or annotate.</summary>
internal sealed class NftSideReader(
    NftCursor cursor,
    NftTableParts parts,
    ImmutableArray<Statement>.Builder statements
)
{
    /// <summary>False, and the cursor stays, where the words are something else.</summary>
    public bool Read()
    {
        switch (cursor.Peek.IsQuoted ? "" : cursor.Peek.Text)
        {
            case "counter":
                cursor.Skip(1);
                if (!Object(isBound: false) && cursor.Take("packets"))
                {
                    cursor.Skip(3);
                }

                return true;
            case "log":
                Log();
                return true;
            case "limit":
                Limit();
                return true;
            case "quota":
                Quota();
                return true;
            case "ct" when cursor.Ahead(1).Is("count"):
                ConnectionCount();
                return true;
            case "ct"
                when cursor.Ahead(1).Text is "helper" or "timeout" or "expectation"
                    && cursor.Ahead(2).Is("set"):
                cursor.Skip(2);
                Object(isBound: false);
                return true;
            case "comment" when cursor.Ahead(1).IsQuoted:
                cursor.Skip(2);
                return true;
            case "last":
                cursor.Skip(1);
                if (cursor.Take("used"))
                {
                    cursor.Skip(1);
                }

                return true;
            case "offload":
                cursor.Skip(1);
                return true;
            case "flow":
                cursor.Skip(3);
                return true;
            case "dup":
                cursor.Skip(3);
                if (cursor.Take("device"))
                {
                    cursor.Skip(1);
                }

                return true;
            case "reset":
                cursor.Skip(4);
                return true;
            default:
                return false;
        }
    }

    // "name X", or a map that gives the object: a packet whose key is not in the map ends the rule.
    private bool Object(bool isBound)
    {
        if (!cursor.Take("name") && !cursor.Take("set"))
        {
            return false;
        }

        var text = cursor.Peek.Text;
        if (cursor.Peek.IsQuoted || NftSelectorReader.Read(cursor) is not { } key)
        {
            cursor.Skip(1);
            if (isBound)
            {
                statements.Add(new StatefulStatement($"named {text}", !parts.Over.Contains(text)));
            }

            return true;
        }

        cursor.Take("map");
        statements.Add(
            new MatchStatement(
                key,
                MatchOperator.Implicit,
                NftOperandReader.Read(cursor, key.Parts.Length)
            )
        );
        if (isBound)
        {
            statements.Add(new StatefulStatement($"named by {key.Text}", parts.Over.Count == 0));
        }

        return true;
    }

    private void Log()
    {
        cursor.Skip(1);
        while (true)
        {
            if (cursor.Take("flags"))
            {
                cursor.Skip(cursor.Peek.Is("tcp") || cursor.Peek.Is("ip") ? 2 : 1);
                while (cursor.Take(","))
                {
                    cursor.Skip(1);
                }
            }
            else if (
                cursor.Peek.Text is "prefix" or "level" or "group" or "snaplen" or "queue-threshold"
            )
            {
                cursor.Skip(2);
            }
            else
            {
                return;
            }
        }
    }

    private void Limit()
    {
        var start = cursor.Next().Start;
        if (Object(isBound: true))
        {
            return;
        }

        cursor.Take("rate");
        var isOver = cursor.Take("over");
        if (!cursor.Next().Text.Contains('/', StringComparison.Ordinal))
        {
            cursor.Skip(1);
        }

        if (cursor.Take("burst"))
        {
            cursor.Skip(2);
        }

        statements.Add(new StatefulStatement(cursor.Text(start, cursor.Ahead(-1).End), !isOver));
    }

    private void Quota()
    {
        var start = cursor.Next().Start;
        if (Object(isBound: true))
        {
            return;
        }

        var isOver = cursor.Take("over");
        cursor.Take("until");
        cursor.Skip(2);
        if (cursor.Take("used"))
        {
            cursor.Skip(2);
        }

        statements.Add(new StatefulStatement(cursor.Text(start, cursor.Ahead(-1).End), !isOver));
    }

    private void ConnectionCount()
    {
        var start = cursor.Peek.Start;
        cursor.Skip(2);
        var isOver = cursor.Take("over");
        cursor.Skip(1);
        statements.Add(new StatefulStatement(cursor.Text(start, cursor.Ahead(-1).End), !isOver));
    }
}
