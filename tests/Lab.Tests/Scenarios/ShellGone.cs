namespace Fleet.Lab.Tests.Scenarios;

/// <summary>alice's shell was removed with its package; sshd refuses her before it looks at her key.</summary>
public sealed class ShellGone : Scenario
{
    public override string Name => "shell-gone";

    public override string Cause => "43";

    public override IReadOnlyList<string> Told => ["shell.trouble"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("usermod", "-s", "/usr/bin/fish", Scene.User);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("usermod", "-s", "/bin/bash", Scene.User);
}
