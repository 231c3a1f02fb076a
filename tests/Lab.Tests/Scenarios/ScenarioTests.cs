using Fleet.Lab.Tests.Scenarios.Playing;

namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Every scenario does what it says: before it a login works, with it the client sees the symptom, after healing a login works again.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Names => [.. PlayedScenarios.Wanted.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_planted_fault_is_felt_and_healing_ends_it(string name)
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        var scenario = Scenario.All.Single(each => each.Name == name);
        Assert.SkipWhen(scenario.WhyNot() is not null, scenario.WhyNot() ?? "");

        var played = (await PlayedScenarios.AllAsync())[name];

        Assert.True(played.Trouble is null, played.Trouble);
    }

    [Fact]
    public void Names_are_told_apart()
    {
        Assert.NotEmpty(Scenario.All);
        Assert.Equal(Scenario.All.Count, Scenario.All.Select(each => each.Name).Distinct().Count());
    }
}
