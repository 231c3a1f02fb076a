using System.Diagnostics;
using System.Text.RegularExpressions;
using Fleet.Lab.Network;

namespace Fleet.Lab;

public sealed partial class Lab
{
    private int hosts;

    /// <summary>Starts a host and returns when it is up: units started, or failed as the plan has it.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, at most 40.</param>
    /// <exception cref="LabException">The name or the plan is not right, or the host did not come up.</exception>
    public async Task<LabHost> StartHost(
        string name,
        Action<HostPlan>? describe = null,
        CancellationToken cancel = default
    )
    {
        if (!HostName().IsMatch(name))
        {
            throw new LabException(
                $"'{name}' is no host name: lower-case letters, digits and hyphens, at most 40"
            );
        }
        var started = Stopwatch.GetTimestamp();
        var plan = new HostPlan();
        describe?.Invoke(plan);
        if (plan.WhyNot() is { } reason)
        {
            throw new LabException($"{name}: {reason}");
        }
        var cards = Cards(plan);
        names.Claim(name);
        var room = new HostRoom(keeper, name);
        try
        {
            await room.MakeAsync(Interlocked.Increment(ref hosts), cards, plan, cancel);
            names.Add(name, cards[0].V4, cards[0].V6);
            names.Publish(name, room.Root);
            var container = await Container.StartAsync(keeper, name, room.Inside, plan, cancel);
            var host = new LabHost(
                this,
                room,
                plan,
                container,
                cards[0],
                Stopwatch.GetElapsedTime(started)
            );
            await FinishAsync(host, plan);
            return host;
        }
        catch
        {
            names.Forget(name);
            await room.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host that only goes out: a real ssh, no systemd, no sshd.</summary>
    public Task<LabHost> StartClient(
        string name,
        Action<HostPlan>? describe = null,
        CancellationToken cancel = default
    ) =>
        StartHost(
            name,
            plan =>
            {
                plan.NoSystemd().Without("sshd");
                describe?.Invoke(plan);
            },
            cancel
        );

    internal async Task<Container> StartAgainAsync(HostRoom room, HostPlan plan) =>
        await Container.StartAsync(keeper, room.Name, room.Inside, plan, CancellationToken.None);

    internal async Task RemoveAsync(LabHost host, HostRoom room)
    {
        names.Forget(host.Name);
        await room.DisposeAsync();
    }

    private static async Task FinishAsync(LabHost host, HostPlan plan)
    {
        try
        {
            foreach (var command in plan.Commands)
            {
                await host.DoAsync(command);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private List<Card> Cards(HostPlan plan)
    {
        var cards = new List<Card>();
        foreach (var network in plan.Networks.DefaultIfEmpty(Network))
        {
            var (v4, v6) = network.NextAddresses();
            cards.Add(
                new Card(
                    $"eth{cards.Count}",
                    network,
                    cards.Count == 0 ? plan.FixedAddress ?? v4 : v4,
                    v6
                )
            );
        }
        return cards;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();
}
