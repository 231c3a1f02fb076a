namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The name has an IPv6 address, and sshd listens on IPv4 alone.</summary>
public sealed class OnlyVersion4 : SshdSetting
{
    public override string Name => "only-version4";

    public override string Cause => "8";

    public override IReadOnlyList<string> Told => ["listener.elsewhere"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    protected override string Lines => "AddressFamily inet";

    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.Client.Ssh($"{scene.Destination}.v6", scene.Key);

    public override IReadOnlyList<string> Ask(Scene scene) =>
        [$"{scene.Destination}.v6", "--key", scene.Client.InstallKey(scene.Key)];
}
