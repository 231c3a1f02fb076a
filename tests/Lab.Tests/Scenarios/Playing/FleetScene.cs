using System.Text.Json;
using Fleet.Lab.Tests.Diagnosing;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.Scenarios.Playing;

/// <summary>A scene with a fleet, for one play.</summary>
/// <param name="Scene">The hosts.</param>
/// <param name="Fleet">The controller on the laptop; web has an agent of it.</param>
/// <param name="Own">What ends with the play; null: others use it after.</param>
internal sealed record FleetScene(Scene Scene, FleetInLab Fleet, IAsyncDisposable? Own)
    : IAsyncDisposable
{
    /// <summary>Hosts in networks of the scenario's own: with a lab, a laptop and a controller of their own.</summary>
    public static async Task<FleetScene> ArrangedAsync(
        Func<Lab, Task<Scene>> arrange,
        bool hasAgent
    )
    {
        var lab = await Lab.OpenAsync();
        var scene = await arrange(lab);
        var fleet = await FleetInLab.StartOnAsync(scene.Client);
        if (hasAgent)
        {
            await fleet.JoinAsync(scene.Web);
        }

        return new(scene, fleet, new Ending(lab, scene, fleet));
    }

    /// <summary>Runs the real command on the laptop.</summary>
    public async Task<Diagnosis> DiagnoseAsync(IEnumerable<string> words)
    {
        var said = await Fleet.RunAsync(["diagnose", .. words, "--json"]);
        Assert.True(
            said.Exit is 0 or 1 or 3,
            $"fleet diagnose ended with {said.Exit}: {said.Stdout}{said.Stderr}"
        );
        return new(said.Exit, JsonDocument.Parse(said.Stdout).RootElement);
    }

    public ValueTask DisposeAsync() => Own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class Ending(Lab lab, Scene scene, FleetInLab fleet) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await fleet.DisposeAsync();
            await scene.DisposeAsync();
            await lab.DisposeAsync();
        }
    }
}
