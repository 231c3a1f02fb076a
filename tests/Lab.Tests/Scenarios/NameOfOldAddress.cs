namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The name leads to an address that the host had once and nobody has now.</summary>
public sealed class NameOfOldAddress : Scenario
{
    public override string Name => "name-of-old-address";

    public override string Cause => "12";

    public override IReadOnlyList<string> Told => ["address.not_hosts"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out", "No route to host"];

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync(
            "sh",
            "-c",
            $"cp /etc/hosts /root/hosts; sed 's/^.* {scene.Web.Name}$/10.77.0.99 {scene.Web.Name}/; s/^{scene.Web.Address}[[:space:]].*/10.77.0.99 {scene.Web.Name}/' /root/hosts > /etc/hosts"
        );

    public override Task HealAsync(Scene scene) =>
        scene.Client.DoAsync("sh", "-c", "cat /root/hosts > /etc/hosts");
}
