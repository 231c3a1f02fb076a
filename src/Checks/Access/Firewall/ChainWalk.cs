using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Takes cases through a chain, rule by rule, and through the chains that it calls.</summary>
internal sealed class ChainWalk(FirewallTable table, IPlace place, WalkBudget budget)
{
    private readonly RuleMatch _match = new(table);

    /// <summary>What becomes of a case in a chain; one that reaches the end returns.</summary>
    public List<Flow> Walk(FirewallChain chain, Case entering, ImmutableArray<string> path)
    {
        var here = path.Add(chain.Name);
        var ended = new List<Flow>();
        var live = new List<Case> { entering };
        foreach (var rule in chain.Rules)
        {
            if (!CanDecide(rule))
            {
                continue;
            }

            var next = new List<Case>();
            foreach (var state in live)
            {
                if (!budget.Spend())
                {
                    ended.Add(new Flow(state, FlowKind.Unknown, Reason: "too many cases"));
                    return ended;
                }

                foreach (var flow in Rule(chain, rule, state, here))
                {
                    Keep(flow, next, ended);
                }
            }

            live = CaseMerge.Merge(next);
            if (live.Count == 0)
            {
                return ended;
            }
        }

        ended.AddRange(live.Select(state => new Flow(state, FlowKind.Return)));
        return ended;
    }

    private static void Keep(Flow flow, List<Case> next, List<Flow> ended)
    {
        if (flow.Kind == FlowKind.Continue)
        {
            next.Add(flow.Case);
        }
        else
        {
            ended.Add(flow);
        }
    }

    // Conditions with nothing behind them (a rule that only counts) change nothing.
    private static bool CanDecide(FirewallRule rule) =>
        rule.Statements.Any(s =>
            s is not (MatchStatement or StatefulStatement or OpaqueStatement { IsCondition: true })
        );

    private IEnumerable<Flow> Rule(
        FirewallChain chain,
        FirewallRule rule,
        Case entering,
        ImmutableArray<string> path
    )
    {
        var passed = new List<Case> { entering };
        var flows = new List<Flow>();
        foreach (var statement in rule.Statements)
        {
            var next = new List<Case>();
            foreach (var state in passed)
            {
                var split = Condition(statement, state);
                if (split is { } both)
                {
                    Part(both, next, flows);
                }
                else if (statement is VerdictMapStatement map)
                {
                    flows.AddRange(Map(map, chain, rule, state, path));
                }
                else
                {
                    foreach (var flow in Act(statement, chain, rule, state, path))
                    {
                        Keep(flow, next, flows);
                    }
                }
            }

            passed = next;
        }

        return flows.Concat(passed.Select(state => new Flow(state, FlowKind.Continue)));
    }

    private static void Part(Split split, List<Case> next, List<Flow> flows)
    {
        if (split.Yes is { } yes)
        {
            next.Add(yes);
        }

        if (split.No is { } no)
        {
            flows.Add(new Flow(no, FlowKind.Continue));
        }
    }

    private Split? Condition(Statement statement, Case state) =>
        statement switch
        {
            MatchStatement match => _match.Split(state, match),
            StatefulStatement limit => state.Assume(limit.Text, limit.WhenIdle),
            OpaqueStatement { IsCondition: true } opaque => state.Assume(opaque.Text),
            _ => null,
        };

    // The elements of a map exclude each other: what is not this one may be the next.
    private IEnumerable<Flow> Map(
        VerdictMapStatement map,
        FirewallChain chain,
        FirewallRule rule,
        Case entering,
        ImmutableArray<string> path
    )
    {
        if (_match.Elements(map.Map) is not { } elements)
        {
            return
            [
                new Flow(
                    entering,
                    FlowKind.Unknown,
                    Decide(chain, rule, path),
                    Reason: $"the map of {map.Selector.Text} is not listed"
                ),
            ];
        }

        var flows = new List<Flow>();
        Case? left = entering;
        foreach (var element in elements.OrderBy(e => e.Key is ["*"] ? 1 : 0))
        {
            if (left is null || element.Verdict is null)
            {
                continue;
            }

            var split = RuleMatch.InElement(left, map.Selector, element);
            if (split.Yes is { } yes)
            {
                flows.AddRange(Follow(element.Verdict, chain, rule, yes, path));
            }

            left = split.No;
        }

        if (left is not null)
        {
            flows.Add(new Flow(left, FlowKind.Continue));
        }

        return flows;
    }

    private IEnumerable<Flow> Act(
        Statement statement,
        FirewallChain chain,
        FirewallRule rule,
        Case state,
        ImmutableArray<string> path
    ) =>
        statement switch
        {
            VerdictStatement verdict => Follow(verdict.Verdict, chain, rule, state, path),
            OpaqueStatement opaque =>
            [
                new Flow(state, FlowKind.Unknown, Decide(chain, rule, path), Reason: opaque.Text),
            ],
            _ => PacketChange.Apply(statement, state, table, place, Decide(chain, rule, path)),
        };

    private IEnumerable<Flow> Follow(
        Verdict verdict,
        FirewallChain chain,
        FirewallRule rule,
        Case state,
        ImmutableArray<string> path
    )
    {
        var decision = Decide(chain, rule, path);
        return verdict.Kind switch
        {
            VerdictKind.Accept =>
            [
                new Flow(state with { LastAccept = decision }, FlowKind.Accept, decision),
            ],
            VerdictKind.Drop => [new Flow(state, FlowKind.Drop, decision)],
            VerdictKind.Reject =>
            [
                new Flow(
                    state,
                    FlowKind.Reject,
                    decision,
                    verdict.Reject ?? RejectWith.Unspecified
                ),
            ],
            VerdictKind.Return => [new Flow(state, FlowKind.Return)],
            VerdictKind.Continue => [new Flow(state, FlowKind.Continue)],
            VerdictKind.Jump or VerdictKind.Goto => Call(verdict, state, decision),
            _ => [new Flow(state, FlowKind.Unknown, decision, Reason: "a program decides (queue)")],
        };
    }

    private IEnumerable<Flow> Call(Verdict verdict, Case state, Decision decision)
    {
        if (verdict.Chain is not { } name || !table.Chains.TryGetValue(name, out var called))
        {
            return
            [
                new Flow(
                    state,
                    FlowKind.Unknown,
                    decision,
                    Reason: $"there is no chain {verdict.Chain}"
                ),
            ];
        }

        if (decision.Path.Length > WalkBudget.MaxDepth)
        {
            return
            [
                new Flow(
                    state,
                    FlowKind.Unknown,
                    decision,
                    Reason: "chains call each other without end"
                ),
            ];
        }

        var comeBack = verdict.Kind == VerdictKind.Jump ? FlowKind.Continue : FlowKind.Return;
        return Walk(called, state, decision.Path)
            .Select(flow => flow.Kind == FlowKind.Return ? flow with { Kind = comeBack } : flow);
    }

    private Decision Decide(FirewallChain chain, FirewallRule rule, ImmutableArray<string> path) =>
        new(
            table.Title,
            table.Family,
            table.Name,
            table.Backend,
            chain.Name,
            rule.Text,
            rule.Line,
            rule.Handle,
            path
        );
}
