namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The server takes only ciphers that the client was told not to use.</summary>
public sealed class NoCommonCipher : Scenario
{
    public override string Name => "no-common-cipher";

    public override string Cause => "26";

    public override IReadOnlyList<string> Told => ["key_exchange.nothing_common"];

    public override IReadOnlyList<string> Symptoms => ["no matching cipher found"];

    private const string Config = "/root/.ssh/config";

    public override Task PlantAsync(Scene scene)
    {
        scene.Client.WriteFile(Config, "Ciphers aes128-ctr\n", "0600");
        return scene.ConfigureSshdAsync("Ciphers aes256-gcm@openssh.com");
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Client.Root.Delete(Config);
        return scene.ConfigureSshdAsync();
    }
}
