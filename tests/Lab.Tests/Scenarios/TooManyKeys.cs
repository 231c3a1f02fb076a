namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The client offers six old keys before the right one.</summary>
public sealed class TooManyKeys : Scenario
{
    public override string Name => "too-many-keys";

    public override string Cause => "36";

    public override IReadOnlyList<string> Told => ["key.too_many"];

    public override IReadOnlyList<string> Symptoms => ["Too many authentication failures"];

    private const string Config = "/root/.ssh/config";

    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.Client.Ssh(scene.Destination, key: null);

    public override IReadOnlyList<string> Ask(Scene scene) => [scene.Destination];

    public override async Task PlantAsync(Scene scene)
    {
        var config = "";
        foreach (var number in Enumerable.Range(1, 6))
        {
            var path = $"/root/.ssh/old-{number}";
            await scene.Client.DoAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path);
            config += $"IdentityFile {path}\n";
        }

        scene.Client.WriteFile(
            Config,
            $"{config}IdentityFile {scene.Client.InstallKey(scene.Key)}\n",
            "0600"
        );
    }

    public override Task HealAsync(Scene scene) =>
        scene.Client.DoAsync("sh", "-c", $"rm /root/.ssh/old-* {Config}");
}
