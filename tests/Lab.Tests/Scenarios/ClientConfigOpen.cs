namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Others may write the client's configuration, and ssh stops at once.</summary>
public sealed class ClientConfigOpen : Scenario
{
    public override string Name => "client-config-open";

    public override string Cause => "38";

    public override IReadOnlyList<string> Told => ["key.config_owner"];

    public override IReadOnlyList<string> Symptoms => ["Bad owner or permissions"];

    private const string Config = "/root/.ssh/config";

    public override Task PlantAsync(Scene scene)
    {
        scene.Client.WriteFile(Config, "ServerAliveInterval 30\n", "0666");
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Client.Root.Delete(Config);
        return Task.CompletedTask;
    }
}
