namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The server shows an Ed25519 key only, and the client takes RSA alone.</summary>
public sealed class NoCommonHostKey : Scenario
{
    public override string Name => "no-common-host-key";

    public override string Cause => "26";

    public override IReadOnlyList<string> Told => ["key_exchange.nothing_common"];

    public override IReadOnlyList<string> Symptoms => ["no matching host key type found"];

    private const string Config = "/root/.ssh/config";

    public override Task PlantAsync(Scene scene)
    {
        scene.Client.WriteFile(Config, "HostKeyAlgorithms rsa-sha2-512\n", "0600");
        return scene.ConfigureSshdAsync("HostKeyAlgorithms ssh-ed25519");
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Client.Root.Delete(Config);
        return scene.ConfigureSshdAsync();
    }
}
