namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A copy as another user left .ssh with a foreign owner.</summary>
public sealed class FolderOfAnother : Scenario
{
    public override string Name => "folder-of-another";

    public override string Cause => "15";

    public override IReadOnlyList<string> Told => ["paths.strict_modes"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("chown", "daemon", "/home/alice/.ssh");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("chown", "alice", "/home/alice/.ssh");
}
