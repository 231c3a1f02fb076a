namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Somebody stopped sshd.</summary>
public sealed class SshdStopped : Scenario
{
    public override string Name => "sshd-stopped";

    public override string Cause => "1";

    public override IReadOnlyList<string> Told => ["listener.stopped"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("systemctl", "stop", "ssh");

    public override Task HealAsync(Scene scene) => scene.Web.DoAsync("systemctl", "start", "ssh");
}
