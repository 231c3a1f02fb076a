using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>
/// What a host's rulesets do with a new TCP connection. Pure. It follows the packets that a connection begins with: the neighbour's question for the link address, the request
/// through ingress, prerouting and input, and the answer through output, postrouting and egress. A drop or reject of any table is final; an accept ends one base chain only (nft(8)).
/// The source's way back is taken to lead through the same interface.
/// </summary>
public sealed class FirewallModel(FirewallRuleset ruleset)
{
    public ConnectionAnswer Ask(ConnectionQuestion asked)
    {
        var walk = new HookWalk(ruleset, new Place(asked), new WalkBudget());
        var ends = ImmutableArray.CreateBuilder<ConnectionEnd>();
        var sources = NeighbourWalk.Ask(walk, asked, ends);
        if (!sources.IsEmpty)
        {
            RequestWalk.Ask(walk, asked with { Sources = sources }, ends);
        }

        return new ConnectionAnswer(ends.ToImmutable());
    }

    /// <summary>What becomes of an ICMP "fragmentation needed" or "packet too big" about an established connection of that question, from any router on the way.</summary>
    public ConnectionAnswer AskTooBig(ConnectionQuestion asked) =>
        TooBigWalk.Ask(new HookWalk(ruleset, new Place(asked), new WalkBudget()), asked);

    private sealed class Place(ConnectionQuestion asked) : IPlace
    {
        public bool? IsLocal(IntervalSet addresses)
        {
            var mine = IntervalSet.Union(
                asked.LocalAddresses.Append(asked.Destination).Select(IntervalSet.Of)
            );
            return addresses.Intersect(mine).IsEmpty ? false
                : addresses.Except(mine).IsEmpty ? true
                : null;
        }
    }
}
