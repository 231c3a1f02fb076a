using System.Diagnostics;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Bench.Simulated;

/// <summary>A sweep over thousands of hosts, from the order to the last result: every host is asked over its stream, looks, is judged by each control and told of once.</summary>
internal static class SweepBench
{
    private const string Profile = "ssh-baseline";
    private const int AtOnce = 64;

    /// <exception cref="ArgumentException">The option is not <c>--hosts N</c>.</exception>
    public static async IAsyncEnumerable<Figure> Run(string[] options)
    {
        var hosts = RejudgeBench.Hosts(options);
        await using var fleet = await BigFleet.StartAsync(hosts);
        yield return Of("simulated hosts", hosts, "hosts", null);
        yield return Of("all joined and connected", fleet.Joined.TotalSeconds, "s", null);
        yield return Of("all they saw is stored", fleet.Stored.TotalSeconds, "s", null);
        var names = await NamesAsync(fleet);
        var listed = Stopwatch.GetTimestamp();
        _ = await NamesAsync(fleet);
        var listing = Stopwatch.GetElapsedTime(listed).TotalSeconds;
        yield return Of("every host listed with its worst", listing, "s", null);
        var floor = await AskEachAsync(fleet, names);
        yield return Of("floor: one check asked of every host", floor, "s", null);
        var (controller, agents) = (fleet.Controller.Processor, fleet.Agents.Processor);
        var began = Stopwatch.GetTimestamp();
        var swept = await SweepAsync(fleet, stored: false);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        yield return Of($"{Profile}, order to last result", took, "s", floor);
        yield return Of(
            "of it processor: controller",
            Since(controller, fleet.Controller),
            "s",
            null
        );
        yield return Of("of it processor: agents", Since(agents, fleet.Agents), "s", null);
        yield return Of("results", Count(swept.Results), "results", null);
        began = Stopwatch.GetTimestamp();
        _ = await SweepAsync(fleet, stored: true);
        yield return Of(
            $"{Profile} of what is stored",
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            "s",
            floor
        );
        yield return Of("controller, memory at most", fleet.Controller.PeakMebibytes, "MiB", null);
    }

    private static async Task<SweepSummary> SweepAsync(BigFleet fleet, bool stored)
    {
        var sweep = await fleet.Sweeps.BeginSweepAsync(
            new()
            {
                Profile = new() { Name = Profile },
                Stored = stored,
            }
        );
        using var watch = fleet.Sweeps.WatchSweep(new() { Id = sweep.Id });
        await foreach (var _ in watch.ResponseStream.ReadAllAsync()) { }

        var all = await fleet.Sweeps.ListSweepsAsync(new());
        var swept = all.Sweeps.Single(each => each.Id == sweep.Id);
        return swept.HostsWaiting == 0 && swept.State == SweepState.Ended
            ? swept
            : throw new InvalidOperationException($"the sweep did not end: {swept}");
    }

    /// <summary>The least that asking takes: one check of every host, without judging by a profile, without a sweep's records.</summary>
    private static async Task<double> AskEachAsync(BigFleet fleet, List<string> names)
    {
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (name, token) =>
            {
                using var run = fleet.Operators.RunCheck(
                    new() { Host = name, Check = "ssh.config" },
                    cancellationToken: token
                );
                while (await run.ResponseStream.MoveNext(token)) { }
            }
        );
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<List<string>> NamesAsync(BigFleet fleet) =>
        [.. (await fleet.Operators.ListHostsAsync(new())).Hosts.Select(host => host.Name)];

    private static double Since(TimeSpan before, BenchProcess process) =>
        (process.Processor - before).TotalSeconds;

    private static double Count(StandingCounts counts) =>
        counts.Passed
        + counts.Warned
        + counts.Failed
        + counts.Unknown
        + counts.Waived
        + counts.Manual
        + counts.NotApplicable;

    private static Figure Of(string name, double value, string unit, double? floor) =>
        new("sweep", name, value, unit, floor);
}
