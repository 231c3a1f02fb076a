namespace Fleet.Lab.Tests.Scenarios;

/// <summary>root may not log in, and somebody tries.</summary>
public sealed class RootNotPermitted : SshdSetting
{
    public override string Name => "root-not-permitted";

    public override string Cause => "20";

    public override IReadOnlyList<string> Told => ["user.root"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied"];

    protected override string Lines => "PermitRootLogin no";

    public override Task PrepareAsync(Scene scene) =>
        scene.Web.DoAsync("install", "-D", "-m600", Scene.Keys, "/root/.ssh/authorized_keys");

    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.Client.Ssh($"root@{scene.Web.Name}", scene.Key);

    public override IReadOnlyList<string> Ask(Scene scene) =>
        [$"root@{scene.Web.Name}", "--key", scene.Client.InstallKey(scene.Key)];

    public override Task CleanAsync(Scene scene) =>
        scene.Web.DoAsync("rm", "/root/.ssh/authorized_keys");
}
