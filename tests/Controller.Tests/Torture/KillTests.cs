using System.Diagnostics;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Torture;

[Collection(Alone.Name)]
public sealed class KillTests
{
    private const int Kills = 20;
    private const int Hosts = 3;

    [Fact]
    public async Task A_controller_killed_twenty_times_loses_no_acked_record_and_stores_none_twice()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var ids = new List<int>();
        for (var i = 1; i <= Hosts; i++)
        {
            ids.Add(await temp.AddHostAsync($"host-{i}"));
        }

        await temp.Open.DisposeAsync();
        var folder = Path.GetDirectoryName(temp.Path)!;
        var (child, address) = await KilledController.StartAsync(folder);
        using var stopMaking = new CancellationTokenSource();
        var agents = ids.ConvertAll(id => new StreamingAgent(id, () => address));
        var running = Task.WhenAll(agents.Select(agent => agent.RunAsync(stopMaking.Token)));
        var recovery = TimeSpan.Zero;
        var random = new Random(20);
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await HeardAsync(agents, Stopwatch.GetTimestamp(), running);
                await Task.Delay(random.Next(300));
                var killedAt = Stopwatch.GetTimestamp();
                await KillAsync(child);
                (child, address) = await KilledController.StartAsync(folder);
                await HeardAsync(agents, killedAt, running);
                recovery = Longer(recovery, Stopwatch.GetElapsedTime(killedAt));
            }

            await stopMaking.CancelAsync();
            await running.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            await KillAsync(child);
        }

        await temp.OpenAsync();
        var (lost, duplicated) = await CountAsync(temp, agents);
        Artifact.Write(
            "controller killed -9 while agents stream",
            Kills,
            lost,
            duplicated,
            Kills,
            recovery.TotalSeconds
        );
        Assert.Equal((0L, 0L), (lost, duplicated));
    }

    /// <summary>Every record but the first is one change: what lacks was lost, what is more was stored twice.</summary>
    private static async Task<(long Lost, long Duplicated)> CountAsync(
        TempDatabase temp,
        List<StreamingAgent> agents
    )
    {
        var (lost, duplicated) = (0L, 0L);
        var queries = new FleetQueries(temp.Open);
        foreach (var agent in agents)
        {
            Assert.True(agent.Made > 100, $"only {agent.Made} records were made");
            var name = $"host-{agents.IndexOf(agent) + 1}";
            var history = await queries.HistoryAsync(
                name,
                "watched/a",
                int.MaxValue,
                CancellationToken.None
            );
            var seen = history
                .OfType<FactHistory>()
                .GroupBy(entry => entry.Change.After)
                .ToDictionary(group => group.Key!, group => group.Count());
            for (var value = 2UL; value <= agent.Made; value++)
            {
                var times = seen.GetValueOrDefault($"{value}");
                lost += times == 0 ? 1 : 0;
                duplicated += times > 1 ? times - 1 : 0;
            }

            lost += (long)agent.Lost;
        }

        return (lost, duplicated);
    }

    private static async Task HeardAsync(List<StreamingAgent> agents, long since, Task running)
    {
        for (var tries = 0; agents.Exists(agent => agent.LastAck < since); tries++)
        {
            if (running.IsFaulted || tries > 3000)
            {
                await running.WaitAsync(TimeSpan.FromSeconds(1));
            }

            await Task.Delay(10);
        }
    }

    private static async Task KillAsync(Process child)
    {
        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();
        child.Dispose();
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
