namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A line at the top of .bashrc ends every session.</summary>
public sealed class BashrcExits : Scenario
{
    public override string Name => "bashrc-exits";

    public override string Cause => "48";

    public override IReadOnlyList<string> Told => ["shell.status"];

    public override IReadOnlyList<string> Symptoms => ["goodbye"];

    private const string File = "/home/alice/.bashrc";

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(File, "echo goodbye\nexit 1\n", "0644", Scene.User);
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(File);
        return Task.CompletedTask;
    }
}
