namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The configuration was put right, and sshd still has the old one.</summary>
public sealed class NotReloaded : Scenario
{
    public override string Name => "not-reloaded";

    public override string Cause => "49";

    public override IReadOnlyList<string> Told => ["user.not_reloaded"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.ConfigureSshdAsync($"DenyUsers {Scene.User}");
        await Task.Delay(TimeSpan.FromSeconds(1.1)); // times of files are compared by the second
        scene.Web.Root.Delete(Scene.DropIn);
    }

    public override Task HealAsync(Scene scene) => scene.RestartSshdAsync();
}
