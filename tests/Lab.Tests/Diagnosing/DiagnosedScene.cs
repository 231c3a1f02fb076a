using System.Text.Json;
using Fleet.Lab.Tests.Scenarios;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.Diagnosing;

/// <summary>A scene with a fleet: the controller runs on the laptop, web-12 has an agent, and alice's operator asks <c>fleet diagnose</c> on the laptop.</summary>
internal sealed record DiagnosedScene(Scene Scene, FleetInLab? Fleet) : IAsyncDisposable
{
    /// <summary>With a controller, or without one.</summary>
    public static async Task<DiagnosedScene> OpenAsync(Lab lab, bool withController = true)
    {
        var scene = await Scene.OnOneNetworkAsync(lab, _ => { });
        (await scene.LoginAsync()).OrThrow("login before any fault");
        if (!withController)
        {
            return new(scene, null);
        }

        var fleet = await FleetInLab.StartOnAsync(scene.Client);
        await fleet.JoinAsync(scene.Web);
        await fleet.CheckAsync(scene.Web);
        return new(scene, fleet);
    }

    /// <summary>Runs the real command on the laptop.</summary>
    public async Task<Diagnosis> DiagnoseAsync(string target = "alice@web-12")
    {
        string[] asked = ["diagnose", target, "--key", Scene.Client.InstallKey(Scene.Key)];
        var said = Fleet is null
            ? await Scene.Client.RunAsync([.. Built.Fleet, .. asked, "--json"])
            : await Fleet.RunAsync([.. asked, "--json"]);
        Assert.True(said.Exit is 0 or 1 or 3, $"exit {said.Exit}: {said.Stdout}{said.Stderr}");
        return new(said.Exit, JsonDocument.Parse(said.Stdout).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        if (Fleet is not null)
        {
            await Fleet.DisposeAsync();
        }

        await Scene.DisposeAsync();
    }
}

/// <summary>What the command printed.</summary>
internal sealed record Diagnosis(int Exit, JsonElement Json)
{
    public string Outcome => Json.GetProperty("outcome").GetString()!;

    public string? ClosedGate => Json.GetProperty("closedGate").GetString();

    public double Seconds => Json.GetProperty("seconds").GetDouble();

    /// <summary>Causes in their rank, as "id confidence".</summary>
    public string[] Causes =>
        [
            .. Json.GetProperty("causes")
                .EnumerateArray()
                .Select(cause =>
                    $"{cause.GetProperty("id").GetString()} {cause.GetProperty("confidence").GetString()}"
                ),
        ];

    /// <summary>The first cause's commands for a place.</summary>
    public string[] Fixes(string place) =>
        [
            .. Json.GetProperty("causes")[0]
                .GetProperty("fixes")
                .EnumerateArray()
                .Where(fix => fix.GetProperty("place").GetString() == place)
                .Select(fix => fix.GetProperty("command").GetString()!),
        ];

    public override string ToString() => Json.ToString();
}
