namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The host was installed again and has a new key; the client remembers the old one.</summary>
public sealed class HostKeyChanged : Scenario
{
    public override string Name => "host-key-changed";

    public override string Cause => "41";

    public override IReadOnlyList<string> Told => ["host_key.changed"];

    public override IReadOnlyList<string> Symptoms => ["REMOTE HOST IDENTIFICATION HAS CHANGED"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("sh", "-c", "rm /etc/ssh/ssh_host_*; ssh-keygen -A");
        await scene.RestartSshdAsync();
    }

    public override Task HealAsync(Scene scene) =>
        scene.Client.DoAsync("ssh-keygen", "-R", scene.Web.Name);
}
