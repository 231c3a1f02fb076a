namespace Fleet.Lab.Tests.Scenarios;

/// <summary>.ssh belongs to root and is closed to alice.</summary>
public sealed class FolderOfRoot : Scenario
{
    public override string Name => "folder-of-root";

    public override string Cause => "16";

    public override IReadOnlyList<string> Told => ["paths.unreadable"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("chown", "root:root", "/home/alice/.ssh");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("chown", "alice:alice", "/home/alice/.ssh");
}
