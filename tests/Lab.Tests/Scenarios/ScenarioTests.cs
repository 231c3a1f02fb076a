namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Every scenario does what it says: before it a login works, with it the client sees the symptom, after healing a login works again.</summary>
public sealed class ScenarioTests : LabTest
{
    /// <summary>All, or the one that FLEET_SCENARIO names: for whoever writes it.</summary>
    public static TheoryData<string> Names =>
        [
            .. Scenario
                .All.Select(each => each.Name)
                .Where(name =>
                    Environment.GetEnvironmentVariable("FLEET_SCENARIO") is not { Length: > 0 } only
                    || only == name
                ),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_planted_fault_is_felt_and_healing_ends_it(string name)
    {
        var scenario = Scenario.All.Single(each => each.Name == name);
        Assert.SkipWhen(scenario.WhyNot() is not null, scenario.WhyNot() ?? "");
        await using var scene = await scenario.ArrangeAsync(Lab);
        (await scenario.TryAsync(scene)).OrThrow("login before the fault");

        await scenario.PlantAsync(scene);
        var felt = await scenario.TryAsync(scene);

        Assert.False(felt.Succeeded, $"logged in with the fault:\n{felt.Stdout}{felt.Stderr}");
        Assert.True(
            scenario.Symptoms.Any(part => Said(felt).Contains(part, StringComparison.Ordinal)),
            $"expected one of: {string.Join(" | ", scenario.Symptoms)}\nssh said: {Said(felt)}"
        );

        await scenario.HealAsync(scene);
        (await scenario.TryAsync(scene)).OrThrow("login after healing");
    }

    [Fact]
    public void Names_are_told_apart()
    {
        Assert.NotEmpty(Scenario.All);
        Assert.Equal(Scenario.All.Count, Scenario.All.Select(each => each.Name).Distinct().Count());
    }

    private static string Said(CommandResult result) => result.Stdout + result.Stderr;
}
