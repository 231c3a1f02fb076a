namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The home is writable by everyone, so sshd ignores the keys in it (StrictModes).</summary>
public sealed class HomeWritable : Scenario
{
    public override string Name => "home-writable";

    public override string Cause => "15";

    public override IReadOnlyList<string> Told => ["paths.strict_modes"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("chmod", "777", "/home/alice");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("chmod", "go-w", "/home/alice");
}
