namespace Fleet.Lab.Tests.Scenarios;

/// <summary>root wrote the key file for itself, and sshd opens it as alice.</summary>
public sealed class KeyFileOfRoot : Scenario
{
    public override string Name => "key-file-of-root";

    public override string Cause => "16";

    public override IReadOnlyList<string> Told => ["paths.unreadable"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("chown", "root:root", Scene.Keys);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("chown", "alice:alice", Scene.Keys);
}
