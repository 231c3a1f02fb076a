using System.Collections.Concurrent;

namespace Fleet.Lab.Tests.Scenarios.Playing;

/// <summary>Every scenario, played once for all tests that ask how it went: two at a time, each on a stage of its own.</summary>
internal static class PlayedScenarios
{
    private const int Lanes = 2;
    private static readonly Lazy<Task<IReadOnlyDictionary<string, Played>>> Once = new(
        PlayAllAsync
    );

    /// <summary>All, or those that FLEET_SCENARIO names (a part of the name will do): for whoever writes one.</summary>
    public static IReadOnlyList<Scenario> Wanted { get; } =
    [
        .. Scenario.All.Where(each =>
            Environment.GetEnvironmentVariable("FLEET_SCENARIO") is not { Length: > 0 } only
            || only.Split(',').Any(part => each.Name.Contains(part, StringComparison.Ordinal))
        ),
    ];

    /// <summary>By name; those that cannot be played here are missing.</summary>
    public static Task<IReadOnlyDictionary<string, Played>> AllAsync() => Once.Value;

    private static async Task<IReadOnlyDictionary<string, Played>> PlayAllAsync()
    {
        // Those with a host of their own take longest, so they are not left for the end.
        var waiting = new ConcurrentQueue<Scenario>(
            Wanted.Where(each => each.WhyNot() is null).OrderBy(each => each.IsPlain)
        );
        var played = new ConcurrentDictionary<string, Played>();
        await Task.WhenAll(
            Enumerable
                .Range(0, Math.Min(Lanes, waiting.Count))
                .Select(_ => LaneAsync(waiting, played))
        );
        return played;
    }

    private static async Task LaneAsync(
        ConcurrentQueue<Scenario> waiting,
        ConcurrentDictionary<string, Played> played
    )
    {
        await using var stage = await Stage.OpenAsync();
        while (waiting.TryDequeue(out var scenario))
        {
            played[scenario.Name] = await PlayAsync(stage, scenario);
        }
    }

    private static async Task<Played> PlayAsync(Stage stage, Scenario scenario)
    {
        try
        {
            await using var on = await OpenAsync(stage, scenario);
            var how = await Player.PlayAsync(scenario, on);
            if (how.Trouble is not null)
            {
                await stage.ForgetSharedAsync();
            }

            return how;
        }
        // Whatever it was, it is this scenario's failure and no other's; its test tells it.
        catch (Exception failure)
        {
            await stage.ForgetSharedAsync();
            return new(scenario, failure.ToString(), Told: null);
        }
    }

    private static Task<FleetScene> OpenAsync(Stage stage, Scenario scenario) =>
        scenario.IsPlain ? stage.SharedAsync()
        : scenario.Arrange is { } arrange ? FleetScene.ArrangedAsync(arrange, scenario.HasAgent)
        : stage.OwnAsync(scenario.Describe);
}
