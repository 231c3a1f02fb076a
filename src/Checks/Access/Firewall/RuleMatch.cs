using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Splits cases by a rule's conditions.</summary>
/// <param name="table">The table whose sets are meant.</param>
internal sealed class RuleMatch(FirewallTable table)
{
    public Split Split(Case state, MatchStatement match)
    {
        var text = Text(match);
        // A field that the packet does not have never compares, not even as unequal.
        if (match.Selector.Parts.Any(part => !state.Packet.Has(part.Need)))
        {
            return new Split(null, state);
        }

        if (match.Operand is Values values)
        {
            return One(state, match.Selector.Parts[0], match.Operator, values, text);
        }

        var elements = Elements(match.Operand);
        if (elements is null)
        {
            return state.Assume($"{text}: the set is not listed");
        }

        var split = InSet(state, match.Selector, elements.Value, text);
        if (
            match.Operand is SetReference named
            && state.ChangedSets.Contains(named.Name)
            && split.No is { } not
        )
        {
            var changed = not.Assume($"{text} after a change by this packet", whenIdle: true);
            split = split.Yes is null ? changed : new Split(split.Yes, changed.No);
        }

        return match.Operator is MatchOperator.NotEqual or MatchOperator.NoneOf
            ? split.Swapped
            : split;
    }

    /// <summary>The elements of a set or map; null where there is no such set.</summary>
    public ImmutableArray<SetElement>? Elements(Operand operand) =>
        operand switch
        {
            AnonymousSet set => set.Elements,
            SetReference named => table.Sets.TryGetValue(named.Name, out var set)
                ? set.Elements
                : null,
            _ => null,
        };

    /// <summary>Splits a case by "the fields are those of this element".</summary>
    public static Split InElement(Case state, Selector selector, SetElement element) =>
        InSet(state, selector, [element], $"{selector.Text} {string.Join(" . ", element.Key)}");

    private static Split One(
        Case state,
        SelectorPart part,
        MatchOperator comparison,
        Values values,
        string text
    )
    {
        var isNegated = comparison is MatchOperator.NotEqual or MatchOperator.NoneOf;
        if (part.Kind == FieldKind.InterfaceName)
        {
            var named = FieldComparison.Name(state, part.Field, values.Texts, text);
            return isNegated ? named.Swapped : named;
        }

        if (IsFlags(part.Kind) && FieldText.Flags(values.Texts, part.Kind) is { } flags)
        {
            var mask = values.Mask.IsEmpty ? part.Mask : FieldText.Flags(values.Mask, part.Kind);
            var any = mask is null && comparison is MatchOperator.Implicit or MatchOperator.NoneOf;
            var split = FieldComparison.Flags(
                state,
                part with
                {
                    Mask = null,
                },
                flags,
                mask,
                any,
                text
            );
            return isNegated ? split.Swapped : split;
        }

        if (Numbers(part, comparison, values) is not { } numbers)
        {
            return state.Assume(text);
        }

        var found = FieldComparison.In(state, part, numbers, text);
        return isNegated ? found.Swapped : found;
    }

    private static IntervalSet? Numbers(SelectorPart part, MatchOperator comparison, Values values)
    {
        var read = values.Texts.Select(text => FieldText.Read(text, part.Kind)).ToList();
        if (read.Contains(null))
        {
            return null;
        }

        var all = IntervalSet.Union(read!);
        if (
            comparison
            is MatchOperator.Implicit
                or MatchOperator.Equal
                or MatchOperator.NotEqual
                or MatchOperator.NoneOf
        )
        {
            return all;
        }

        return all.Single is not { } bound
            ? null
            : comparison switch
            {
                MatchOperator.Less => bound == 0
                    ? IntervalSet.Empty
                    : IntervalSet.Between(0, bound - 1),
                MatchOperator.LessOrEqual => IntervalSet.Between(0, bound),
                MatchOperator.Greater => bound == UInt128.MaxValue
                    ? IntervalSet.Empty
                    : IntervalSet.Between(bound + 1, UInt128.MaxValue),
                _ => IntervalSet.Between(bound, UInt128.MaxValue),
            };
    }

    // Parts that are certain sieve the elements; one part at most may then be open, and it is narrowed.
    private static Split InSet(
        Case state,
        Selector selector,
        ImmutableArray<SetElement> elements,
        string text
    )
    {
        var left = elements
            .Where(e => e.Key.Length == selector.Parts.Length || e.Key is ["*"])
            .ToList();
        if (left.Exists(e => e.Key is ["*"]))
        {
            return new Split(state, null);
        }

        if (left.RemoveAll(e => !IsReadable(selector, e)) > 0)
        {
            var rest = InSet(state, selector, [.. left], text);
            return rest.No is null ? rest : state.Assume(text);
        }

        var open = -1;
        for (var i = 0; i < selector.Parts.Length; i++)
        {
            var part = selector.Parts[i];
            if (IsCertain(state, part))
            {
                var index = i;
                left.RemoveAll(e => !Holds(state, part, e.Key[index]));
            }
            else if (open >= 0)
            {
                return left.Count == 0 ? new Split(null, state) : state.Assume(text);
            }
            else
            {
                open = i;
            }
        }

        if (left.Count == 0)
        {
            return new Split(null, state);
        }

        return open < 0
            ? new Split(state, null)
            : One(
                state,
                selector.Parts[open],
                MatchOperator.Implicit,
                Values.Of([.. left.Select(e => e.Key[open])]),
                text
            );
    }

    private static bool IsCertain(Case state, SelectorPart part) =>
        part.Kind == FieldKind.InterfaceName
            ? (
                part.Field == PacketField.InInterface
                    ? state.Packet.InInterface
                    : state.Packet.OutInterface
            )
                is not null
            : FieldComparison.Value(state, part)?.Single is not null;

    private static bool IsReadable(Selector selector, SetElement element) =>
        selector
            .Parts.Zip(element.Key)
            .All(pair =>
                pair.First.Kind == FieldKind.InterfaceName
                || FieldText.Read(pair.Second, pair.First.Kind) is not null
            );

    // In a set flags are compared as a whole.
    private static bool Holds(Case state, SelectorPart part, string text) =>
        part.Kind == FieldKind.InterfaceName
            ? FieldComparison.Fits(
                (
                    part.Field == PacketField.InInterface
                        ? state.Packet.InInterface
                        : state.Packet.OutInterface
                )!,
                text
            )
            : FieldText
                .Read(text, part.Kind)
                ?.Contains(FieldComparison.Value(state, part)!.Single!.Value)
                ?? false;

    private static bool IsFlags(FieldKind kind) =>
        kind is FieldKind.TcpFlags or FieldKind.ConnectionState or FieldKind.ConnectionStatus;

    private static string Text(MatchStatement match) =>
        match.Operand switch
        {
            Values values =>
                $"{match.Selector.Text}{Sign(match.Operator)} {string.Join(',', values.Texts)}",
            SetReference named => $"{match.Selector.Text}{Sign(match.Operator)} @{named.Name}",
            _ => $"{match.Selector.Text}{Sign(match.Operator)} {{...}}",
        };

    // Assumptions speak of the field's own truth, whichever way round a rule asks.
    private static string Sign(MatchOperator comparison) =>
        comparison switch
        {
            MatchOperator.Less => " <",
            MatchOperator.LessOrEqual => " <=",
            MatchOperator.Greater => " >",
            MatchOperator.GreaterOrEqual => " >=",
            _ => "",
        };
}
