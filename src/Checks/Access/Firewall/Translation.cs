using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Network address translation of a connection's first packet.</summary>
internal static class Translation
{
    private static readonly UInt128 DestinationTranslated = 32;

    public static IEnumerable<Flow> Apply(
        NatStatement nat,
        Case state,
        RuleMatch match,
        IPlace place,
        Decision decision
    )
    {
        if (nat.Kind == NatKind.Source)
        {
            return
            [
                new Flow(
                    state with
                    {
                        IsTranslated = true,
                        LastAccept = decision,
                    },
                    FlowKind.Accept,
                    decision
                ),
            ];
        }

        if (nat.Kind == NatKind.Proxy)
        {
            return
            [
                new Flow(
                    state with
                    {
                        DivertedTo = "a proxy on this host",
                    },
                    FlowKind.Accept,
                    decision
                ),
            ];
        }

        return nat.Key is { } key && nat.Map is { } map
            ? ByMap(nat.Kind, key, map, state, match, place, decision)
            : [To(nat, state, place, decision)];
    }

    private static IEnumerable<Flow> ByMap(
        NatKind kind,
        Selector key,
        Operand map,
        Case entering,
        RuleMatch match,
        IPlace place,
        Decision decision
    )
    {
        if (match.Elements(map) is not { } elements)
        {
            yield return new Flow(
                entering,
                FlowKind.Unknown,
                decision,
                Reason: "its map is not listed"
            );
            yield break;
        }

        Case? left = entering;
        foreach (var element in elements.OrderBy(e => e.Key is ["*"] ? 1 : 0))
        {
            if (left is null)
            {
                yield break;
            }

            var split = RuleMatch.InElement(left, key, element);
            if (split.Yes is { } yes)
            {
                var (address, port) = NatTarget.Split(element.Value ?? "");
                var isPort = kind == NatKind.Redirect && port is null;
                yield return To(
                    new NatStatement(kind, isPort ? null : address, isPort ? address : port),
                    yes,
                    place,
                    decision
                );
            }

            left = split.No;
        }

        if (left is not null)
        {
            yield return new Flow(left, FlowKind.Continue);
        }
    }

    private static Flow To(NatStatement nat, Case state, IPlace place, Decision decision)
    {
        var is6 = state.Packet.Version == 6;
        if (
            nat.Address is { } named
            && FieldText.Read(named, is6 ? FieldKind.Address4 : FieldKind.Address6) is not null
        )
        {
            // An address of the other family: the statement is not for this packet.
            return new Flow(state, FlowKind.Continue);
        }

        var changed = state with
        {
            IsTranslated = true,
            Packet = state.Packet.With(PacketField.ConnectionStatus, DestinationTranslated),
        };
        if (nat.Port is { } port)
        {
            if (FieldText.Read(port, FieldKind.Port) is not { } ports)
            {
                return new Flow(
                    state,
                    FlowKind.Unknown,
                    decision,
                    Reason: "its new port is not known"
                );
            }

            changed = changed with
            {
                Packet = changed.Packet.With(PacketField.DestinationPort, ports),
            };
        }

        return nat.Kind == NatKind.Redirect || nat.Address is null
            ? new Flow(changed with { LastAccept = decision }, FlowKind.Accept, decision)
            : PacketChange.Redirected(
                changed,
                FieldText.Read(nat.Address, is6 ? FieldKind.Address6 : FieldKind.Address4),
                FlowKind.Accept,
                place,
                decision
            );
    }
}
