namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The account was made for a program: its shell says no.</summary>
public sealed class ShellNologin : Scenario
{
    public override string Name => "shell-nologin";

    public override string Cause => "43";

    public override IReadOnlyList<string> Told => ["shell.trouble"];

    public override IReadOnlyList<string> Symptoms => ["This account is currently not available"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("usermod", "-s", "/usr/sbin/nologin", Scene.User);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("usermod", "-s", "/bin/bash", Scene.User);
}
