namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The name is not known where alice is.</summary>
public sealed class NameUnknown : Scenario
{
    public override string Name => "name-unknown";

    public override string Cause => "12";

    public override IReadOnlyList<string> Told => ["name.not_found"];

    public override IReadOnlyList<string> Symptoms => ["Could not resolve hostname"];

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync(
            "sh",
            "-c",
            $"cp /etc/hosts /root/hosts; grep -v {scene.Web.Name} /root/hosts > /etc/hosts"
        );

    public override Task HealAsync(Scene scene) =>
        scene.Client.DoAsync("sh", "-c", "cat /root/hosts > /etc/hosts");
}
