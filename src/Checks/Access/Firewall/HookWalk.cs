using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Takes cases through the base chains of one hook, in the kernel's order.</summary>
internal sealed class HookWalk(FirewallRuleset ruleset, IPlace place, WalkBudget budget)
{
    /// <summary>Where connection tracking looks at a packet (NF_IP_PRI_CONNTRACK).</summary>
    private const int Tracking = -200;

    /// <summary>Where destinations are translated (NF_IP_PRI_NAT_DST).</summary>
    private const int Translating = -100;

    /// <summary>What becomes of the cases at a hook; <see cref="FlowKind.Accept"/>: they go on to the next hook.</summary>
    public List<Flow> Walk(PacketHook hook, IEnumerable<Case> entering)
    {
        var tracks = hook is PacketHook.Prerouting or PacketHook.Output;
        var ended = new List<Flow>();
        var live = entering.ToList();
        var isTracked = !tracks;
        foreach (var (table, chain, priority) in Chains(hook, live))
        {
            if (!isTracked && priority >= Tracking)
            {
                live = [.. live.Select(Track)];
                isTracked = true;
            }

            if (hook == PacketHook.Prerouting && priority >= Translating)
            {
                live = [.. live.Select(Translate)];
            }

            live = Pass(table, chain, live, ended);
        }

        if (!isTracked)
        {
            live = [.. live.Select(Track)];
        }

        if (hook == PacketHook.Prerouting)
        {
            live = [.. live.Select(Translate)];
        }

        ended.AddRange(live.Select(state => new Flow(state, FlowKind.Accept, state.LastAccept)));
        return ended;
    }

    private static Case Translate(Case state) =>
        state.Translated is { } request
            ? state with
            {
                Translated = null,
                Packet = state
                    .Packet.With(
                        PacketField.DestinationAddress,
                        request[PacketField.DestinationAddress]
                    )
                    .With(PacketField.DestinationPort, request[PacketField.DestinationPort]),
            }
            : state;

    private List<Case> Pass(
        FirewallTable table,
        FirewallChain chain,
        List<Case> entering,
        List<Flow> ended
    )
    {
        var next = new List<Case>();
        foreach (var state in entering)
        {
            if (!Sees(table, chain.Hook!, state))
            {
                next.Add(state);
                continue;
            }

            foreach (var flow in new ChainWalk(table, place, budget).Walk(chain, state, []))
            {
                if (
                    flow.Kind == FlowKind.Accept
                    || (flow.Kind == FlowKind.Return && chain.Hook!.Accepts)
                )
                {
                    next.Add(flow.Case);
                }
                else
                {
                    ended.Add(
                        flow.Kind == FlowKind.Return
                            ? flow with
                            {
                                Kind = FlowKind.Drop,
                                Decision = Policy(table, chain),
                            }
                            : flow
                    );
                }
            }
        }

        return CaseMerge.Merge(next);
    }

    // Chains of one priority run in the order in which they were added, as far as the listing keeps it.
    private IEnumerable<(FirewallTable Table, FirewallChain Chain, int Priority)> Chains(
        PacketHook hook,
        List<Case> cases
    ) =>
        cases.Count == 0
            ? []
            : ruleset
                .Tables.Where(table => !table.IsDormant)
                .SelectMany(table => table.Chains.Values.Select(chain => (table, chain)))
                .Where(pair => pair.chain.Hook?.Hook == hook)
                .Select(pair => (pair.table, pair.chain, Place(pair.chain.Hook!)))
                .OrderBy(all => all.Item3)
                .ThenBy(all => all.chain.Hook!.Priority);

    // Whatever priority a nat chain names, the kernel's NAT core calls it at one place.
    private static int Place(ChainHook hook) =>
        hook.Type != ChainType.Nat ? hook.Priority
        : hook.Hook is PacketHook.Prerouting or PacketHook.Output ? -100
        : 100;

    private static bool Sees(FirewallTable table, ChainHook hook, Case state)
    {
        var packet = state.Packet;
        var isDevice = hook.Hook is PacketHook.Ingress or PacketHook.Egress;
        var name = hook.Hook == PacketHook.Egress ? packet.OutInterface : packet.InInterface;
        return (hook.Type != ChainType.Nat || IsForNat(state))
            && (!isDevice || name is null || hook.Devices.Contains(name))
            && table.Family switch
            {
                TableFamily.Ip => packet.Version == 4,
                TableFamily.Ip6 => packet.Version == 6,
                TableFamily.Inet => packet.Version is 4 or 6,
                TableFamily.Arp => packet.Version == 0,
                TableFamily.Netdev => isDevice,
                _ => false,
            };
    }

    // Only the first packet of a tracked connection, until one chain has decided.
    private static bool IsForNat(Case state) =>
        !state.IsTranslated && state.Packet[PacketField.ConnectionState]?.Single == TrackState.New;

    private static Case Track(Case state) =>
        state.IsUntracked || state.Packet[PacketField.ConnectionState]?.Single == TrackState.Related
            ? state
            : state with
            {
                Packet = state.Packet.With(PacketField.ConnectionState, state.TrackedAs),
            };

    private static Decision Policy(FirewallTable table, FirewallChain chain) =>
        new(
            table.Title,
            table.Family,
            table.Name,
            table.Backend,
            chain.Name,
            "policy drop",
            0,
            null,
            [chain.Name]
        );
}
