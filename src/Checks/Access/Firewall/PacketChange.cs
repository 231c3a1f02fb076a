using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>What a hook's place tells: which addresses are this host's, and whether NAT may happen here.</summary>
internal interface IPlace
{
    /// <summary>True: this host's; false: another's; null: some of them.</summary>
    bool? IsLocal(IntervalSet addresses);
}

/// <summary>Statements that change the packet or its connection.</summary>
internal static class PacketChange
{
    public static IEnumerable<Flow> Apply(
        Statement statement,
        Case state,
        FirewallTable table,
        IPlace place,
        Decision decision
    ) =>
        statement switch
        {
            SetMarkStatement mark => [new Flow(Marked(mark, state), FlowKind.Continue)],
            NotrackStatement => [new Flow(Untracked(state), FlowKind.Continue)],
            ChangeSetStatement set =>
            [
                new Flow(
                    state with
                    {
                        ChangedSets = state.ChangedSets.Add(set.Set),
                    },
                    FlowKind.Continue
                ),
            ],
            RewriteStatement rewrite => [Rewritten(rewrite, state, place, decision)],
            NatStatement nat => Translation.Apply(
                nat,
                state,
                new RuleMatch(table),
                place,
                decision
            ),
            _ => [new Flow(state, FlowKind.Unknown, decision, Reason: statement.GetType().Name)],
        };

    /// <summary>Puts a new destination in, or says that the packet leaves this way for another host.</summary>
    public static Flow Redirected(
        Case state,
        IntervalSet? address,
        FlowKind then,
        IPlace place,
        Decision decision
    )
    {
        if (address is null)
        {
            return new Flow(
                state,
                FlowKind.Unknown,
                decision,
                Reason: "its new destination is not known"
            );
        }

        var changed = state with
        {
            Packet = state.Packet.With(PacketField.DestinationAddress, address),
            LastAccept = decision,
        };
        return place.IsLocal(address) switch
        {
            true => new Flow(changed with { DivertedTo = null }, then, decision),
            false => new Flow(
                changed with
                {
                    DivertedTo = Case.AnotherHost,
                    Packet = changed.Packet.With(PacketField.DestinationKind, 1),
                },
                then,
                decision
            ),
            _ => new Flow(
                state,
                FlowKind.Unknown,
                decision,
                Reason: "its new destination may be this host or another"
            ),
        };
    }

    private static Case Marked(SetMarkStatement mark, Case state)
    {
        var from = mark.From is { } field ? state.Packet[field]?.Single : 0;
        return state with
        {
            Packet = state.Packet.With(
                mark.Field,
                mark.IsKnown && from is { } number
                    ? IntervalSet.Of((number & mark.And) ^ mark.Xor)
                    : null
            ),
        };
    }

    // Behind connection tracking it is too late (nft(8), notrack statement).
    private static Case Untracked(Case state) =>
        state.Packet[PacketField.ConnectionState]?.Single == TrackState.Invalid
            ? state with
            {
                IsUntracked = true,
                Packet = state.Packet.With(PacketField.ConnectionState, TrackState.Untracked),
            }
            : state;

    private static Flow Rewritten(
        RewriteStatement rewrite,
        Case state,
        IPlace place,
        Decision decision
    )
    {
        var kind = rewrite.Field switch
        {
            PacketField.SourcePort or PacketField.DestinationPort => FieldKind.Port,
            _ => state.Packet.Version == 6 ? FieldKind.Address6 : FieldKind.Address4,
        };
        var read = rewrite.Values.Select(text => FieldText.Read(text, kind)).ToList();
        var values = read.Count == 0 || read.Contains(null) ? null : IntervalSet.Union(read!);
        return rewrite.Field == PacketField.DestinationAddress
            ? Redirected(state, values, FlowKind.Continue, place, decision)
            : new Flow(
                state with
                {
                    Packet = state.Packet.With(rewrite.Field, values),
                },
                FlowKind.Continue
            );
    }
}
