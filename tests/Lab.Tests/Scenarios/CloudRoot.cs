namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A cloud image's root may only read that it shall log in as somebody else.</summary>
public sealed class CloudRoot : Scenario
{
    public override string Name => "cloud-root";

    public override string Cause => "47";

    public override IReadOnlyList<string> Told => ["shell.cloud_root"];

    public override IReadOnlyList<string> Symptoms => ["Please login as the user"];

    private const string Keys = "/root/.ssh/authorized_keys";

    public override Task PrepareAsync(Scene scene) =>
        scene.Web.DoAsync("install", "-D", "-m600", Scene.Keys, Keys);

    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.Client.Ssh($"root@{scene.Web.Name}", scene.Key);

    public override IReadOnlyList<string> Ask(Scene scene) =>
        [$"root@{scene.Web.Name}", "--key", scene.Client.InstallKey(scene.Key)];

    public override Task PlantAsync(Scene scene)
    {
        const string Command =
            "echo 'Please login as the user \\\"debian\\\" rather than the user \\\"root\\\".';echo;sleep 1;exit 142";
        scene.Web.WriteFile(
            Keys,
            $"no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command=\"{Command}\" {scene.Key.PublicLine}\n",
            "0600"
        );
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.WriteFile(Keys, scene.Key.PublicLine + "\n", "0600");
        return Task.CompletedTask;
    }

    public override Task CleanAsync(Scene scene) => scene.Web.DoAsync("rm", Keys);
}
