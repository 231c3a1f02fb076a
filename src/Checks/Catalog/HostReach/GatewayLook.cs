using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>Which of a host's gateways are there.</summary>
/// <param name="Facts">By gateway.</param>
/// <param name="Took">How long the preferred one took to answer, where it was asked.</param>
/// <param name="Doubt">Why nothing can be said; null: it can.</param>
internal sealed record GatewayLook(
    ImmutableArray<(string Gateway, string Value)> Facts,
    TimeSpan? Took,
    string? Doubt
)
{
    public const string Answers = "answers";
    public const string Nothing = "nothing";
    public const string Unreachable = "unreachable";
    private const int Most = 4;

    public static async Task<GatewayLook> AskAsync(
        IHost host,
        ImmutableArray<DefaultRoute> routes,
        CancellationToken cancellationToken
    )
    {
        var gateways = routes
            .Where(route => route.Gateway is not null)
            .DistinctBy(route => route.Gateway)
            .Take(Most)
            .ToList();
        var known = await host.AskAsync(new ListNeighbours(), cancellationToken);
        var facts = ImmutableArray.CreateBuilder<(string, string)>();
        TimeSpan? took = null;
        foreach (var route in gateways)
        {
            var gateway = route.Gateway!.ToString();

            // Heard of within seconds: nobody needs to be asked.
            if (StateOf(known, gateway) is NeighbourState.Reachable)
            {
                facts.Add((gateway, Answers));
                continue;
            }

            var asked = await host.AskAsync(
                new AskGateway(gateway, route.Device),
                cancellationToken
            );
            if (!asked.IsOk)
            {
                return new GatewayLook([], null, asked.Reason);
            }

            if (asked.Value.Answered is GatewayWord.Echo)
            {
                took ??= asked.Value.Took;
            }

            facts.Add((gateway, await WordAsync(host, gateway, asked.Value, cancellationToken)));
        }

        return new GatewayLook(facts.ToImmutable(), took, null);
    }

    public void WriteTo(ObservationBuilder seen)
    {
        if (Doubt is not null)
        {
            seen.Cover(ReachKeys.Gateways, CoverageState.Unreadable, Doubt);
            return;
        }

        seen.Complete(ReachKeys.Gateways);
        foreach (var (gateway, value) in Facts)
        {
            seen.Fact($"{ReachKeys.Gateways}/{gateway}", value);
        }

        if (Took is { } took)
        {
            seen.Sample(ReachKeys.GatewayTime, took.TotalMilliseconds);
        }
    }

    // A gateway may be told to say nothing; that it was found on the link shows all the same that it is there.
    private static async ValueTask<string> WordAsync(
        IHost host,
        string gateway,
        GatewayAnswer answer,
        CancellationToken cancellationToken
    )
    {
        if (answer.Answered is GatewayWord.Echo or GatewayWord.Tcp)
        {
            return Answers;
        }

        var known = await host.AskAsync(new ListNeighbours(), cancellationToken);
        return StateOf(known, gateway) switch
        {
            NeighbourState.Reachable => Answers,
            NeighbourState.Failed or NeighbourState.Incomplete => Unreachable,
            _ when answer.Answered == GatewayWord.Unreachable => Unreachable,
            _ => Nothing,
        };
    }

    private static NeighbourState StateOf(Reply<ImmutableArray<Neighbour>> known, string gateway) =>
        known.IsOk
            ? known.Value.FirstOrDefault(neighbour => neighbour.Address == gateway)?.State
                ?? NeighbourState.Unspecified
            : NeighbourState.Unspecified;
}
