using System.Diagnostics;
using System.Globalization;
using Fleet.Controller.Cli.Connecting;
using Fleet.Lab;
using Fleet.V1;

namespace Fleet.Bench.Regression;

/// <summary>How long after a check saw a change its regression is in the operators' list: a real controller, a real agent on a lab host.</summary>
internal static class RegressionBench
{
    private const int DefaultRounds = 20;
    private const string Home = "/home/alice";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="ArgumentException">The option is not <c>--rounds N</c>, or this machine cannot run lab hosts.</exception>
    public static async IAsyncEnumerable<Figure> Run(string[] options)
    {
        var rounds = options switch
        {
            [] => DefaultRounds,
            ["--rounds", var number]
                when int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
            _ => throw new ArgumentException("expected --rounds N, or nothing", nameof(options)),
        };
        await using var lab = await Lab.Lab.OpenAsync();
        await using var host = await lab.StartHost("web-1", h => h.User("alice"));
        await using var fleet = await BenchFleet.StartAsync(lab, host);
        var times = new List<Times>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add(await RoundAsync(fleet, host, listed: 1, mode: "777"));
            times.Add(await RoundAsync(fleet, host, listed: 0, mode: "700"));
        }

        var floor = await BestQuestionAsync(fleet);
        yield return Of("listed after the check saw it, median", Median(times, t => t.Listed));
        yield return Of("listed after the check saw it, worst", times.Max(t => t.Listed));
        yield return Of("the check asked for, run and judged, median", Median(times, t => t.Ran));

        Figure Of(string name, double milliseconds) =>
            new("regression", name, milliseconds, "ms", floor);
    }

    /// <summary>Changes the home's mode and takes the time from the answer that tells of it until the list of regressions does.</summary>
    private static async Task<Times> RoundAsync(
        BenchFleet fleet,
        LabHost host,
        int listed,
        string mode
    )
    {
        await host.DoAsync("chmod", mode, Home);
        var asked = Stopwatch.GetTimestamp();
        using var run = fleet.Operators.RunCheck(new() { Host = host.Name, Check = "ssh.paths" });
        while (await run.ResponseStream.MoveNext(CancellationToken.None)) { }

        var saw = Stopwatch.GetTimestamp();
        while (await OpenAsync(fleet) != listed)
        {
            if (Stopwatch.GetElapsedTime(saw) > Patience)
            {
                throw new TimeoutException(
                    $"{host.Name}: {Home} is {mode}, and the list never said so"
                );
            }
        }

        return new(
            Stopwatch.GetElapsedTime(asked, saw).TotalMilliseconds,
            Stopwatch.GetElapsedTime(saw).TotalMilliseconds
        );
    }

    private static async Task<int> OpenAsync(BenchFleet fleet) =>
        (await fleet.Operators.ListRegressionsAsync(new())).Regressions.Count;

    /// <summary>The floor: the same question where nothing is awaited.</summary>
    private static async Task<double> BestQuestionAsync(BenchFleet fleet)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = await OpenAsync(fleet);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return best;
    }

    private static double Median(List<Times> times, Func<Times, double> of) =>
        times.Select(of).Order().ElementAt(times.Count / 2);

    private sealed record Times(double Ran, double Listed);
}
