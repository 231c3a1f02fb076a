using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads one statement of a rule.</summary>
internal sealed class NftStatementReader(
    NftCursor cursor,
    NftTableParts parts,
    ImmutableArray<Statement>.Builder statements
)
{
    /// <summary>The kernel loads no ruleset whose chains call each other deeper (<c>NFT_JUMP_STACK_SIZE</c>).</summary>
    private const int DeepestJump = 16;

    public void Read()
    {
        var word = cursor.Peek;
        switch (word.IsQuoted ? "" : word.Text)
        {
            case "jump" or "goto" when cursor.Ahead(1).Is("{"):
                Inline();
                break;
            case "accept" or "drop" or "return" or "continue" or "jump" or "goto":
                statements.Add(new VerdictStatement(NftOperandReader.Verdict(cursor)!));
                break;
            case "queue":
                cursor.TakeRest();
                statements.Add(new VerdictStatement(new Verdict(VerdictKind.Queue)));
                break;
            case "reject":
                Reject();
                break;
            case "notrack":
                cursor.Skip(1);
                statements.Add(new NotrackStatement());
                break;
            case "dnat" or "snat" or "masquerade" or "redirect" or "tproxy":
                statements.Add(NftNatReader.Read(cursor));
                break;
            case "add" or "update" or "delete" when NftOperandReader.IsReference(cursor.Ahead(1)):
                ChangeSet();
                break;
            case "meter":
                Meter();
                break;
            case "xt":
                Extension();
                break;
            case "synproxy" or "fwd":
                statements.Add(new OpaqueStatement(cursor.TakeRest(), IsCondition: false));
                break;
            default:
                if (!new NftSideReader(cursor, parts, statements).Read())
                {
                    Compare();
                }

                break;
        }
    }

    private void Inline()
    {
        var kind = cursor.Next().Is("jump") ? VerdictKind.Jump : VerdictKind.Goto;
        if (cursor.Depth == DeepestJump)
        {
            statements.Add(new OpaqueStatement("jump", IsCondition: false));
            cursor.SkipBlock();
            return;
        }

        var line = cursor.Next().Line;
        cursor.Depth++;
        var chain = parts.Inline(line, new NftRuleReader(cursor, parts).ReadBlock());
        cursor.Depth--;
        statements.Add(new VerdictStatement(new Verdict(kind, chain)));
    }

    private void Reject()
    {
        cursor.Skip(1);
        var with = RejectWith.PortUnreachable;
        if (cursor.Take("with"))
        {
            var need = cursor.Next().Text switch
            {
                "tcp" => ProtocolNeed.Tcp,
                "icmp" => ProtocolNeed.Ip4,
                "icmpv6" => ProtocolNeed.Ip6,
                _ => ProtocolNeed.Any,
            };
            statements.Add(Selector.Dependency(need));
            cursor.Take("type");
            with = RejectNames.Read(cursor.Next().Text);
        }

        statements.Add(new VerdictStatement(new Verdict(VerdictKind.Reject, null, with)));
    }

    // add @set { ip saddr limit rate 10/second }: the limit is one a key.
    private void ChangeSet()
    {
        cursor.Skip(1);
        statements.Add(new ChangeSetStatement(cursor.Next().Text[1..]));
        KeyedLimit();
    }

    // meter name size 100 { ip saddr timeout 60s limit rate 3/minute }
    private void Meter()
    {
        while (!cursor.IsAtRuleEnd && !cursor.Peek.Is("{"))
        {
            cursor.Skip(1);
        }

        KeyedLimit();
    }

    private void KeyedLimit()
    {
        if (!cursor.Peek.Is("{"))
        {
            return;
        }

        var start = cursor.Peek.Start;
        var (isLimit, isOver) = (false, false);
        cursor.Skip(1);
        while (!cursor.IsAtEnd && !cursor.Take("}"))
        {
            var next = cursor.Next();
            isLimit |= next.Is("limit") || next.Is("quota") || next.Is("count");
            isOver |= next.Is("over");
        }

        if (isLimit)
        {
            statements.Add(
                new StatefulStatement(cursor.Text(start, cursor.Ahead(-1).End), !isOver)
            );
        }
    }

    // An iptables extension that nft cannot print: a match can only hold the rule up, a target may decide.
    private void Extension()
    {
        cursor.Skip(1);
        var isMatch = cursor.Next().Is("match");
        var name = cursor.Next().Text;
        if (
            isMatch
            || name is not ("LOG" or "NFLOG" or "TCPMSS" or "CLASSIFY" or "CHECKSUM" or "TRACE")
        )
        {
            statements.Add(new OpaqueStatement($"iptables extension {name}", isMatch));
        }
    }

    private void Compare()
    {
        if (NftSelectorReader.Read(cursor) is not { } selector)
        {
            statements.Add(new OpaqueStatement(cursor.TakeRest(), IsCondition: false));
            return;
        }

        if (cursor.Take("vmap"))
        {
            statements.Add(
                new VerdictMapStatement(
                    selector,
                    NftOperandReader.Read(cursor, selector.Parts.Length)
                )
            );
        }
        else if (cursor.Take("set"))
        {
            NftAssignmentReader.Read(cursor, selector, statements);
        }
        else
        {
            var comparison = Operator();
            statements.Add(
                new MatchStatement(
                    selector,
                    comparison,
                    NftOperandReader.Read(cursor, selector.Parts.Length)
                )
            );
        }
    }

    private MatchOperator Operator()
    {
        var found = cursor.Peek.IsQuoted
            ? MatchOperator.Implicit
            : cursor.Peek.Text switch
            {
                "==" or "eq" => MatchOperator.Equal,
                "!=" or "ne" => MatchOperator.NotEqual,
                "<" or "lt" => MatchOperator.Less,
                "<=" or "le" => MatchOperator.LessOrEqual,
                ">" or "gt" => MatchOperator.Greater,
                ">=" or "ge" => MatchOperator.GreaterOrEqual,
                "!" => MatchOperator.NoneOf,
                _ => MatchOperator.Implicit,
            };
        if (found != MatchOperator.Implicit)
        {
            cursor.Skip(1);
        }

        return found;
    }
}
