namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The shell is false: the login works and ends at once.</summary>
public sealed class ShellFalse : Scenario
{
    public override string Name => "shell-false";

    public override string Cause => "43";

    public override IReadOnlyList<string> Told => ["shell.trouble"];

    // Nothing is printed: it ends with 1.
    public override IReadOnlyList<string> Symptoms => [""];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("usermod", "-s", "/bin/false", Scene.User);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("usermod", "-s", "/bin/bash", Scene.User);
}
