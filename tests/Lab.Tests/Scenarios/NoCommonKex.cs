namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The server was hardened to one key exchange, and an old client has others.</summary>
public sealed class NoCommonKex : Scenario
{
    public override string Name => "no-common-kex";

    public override string Cause => "26";

    public override IReadOnlyList<string> Told => ["key_exchange.nothing_common"];

    public override IReadOnlyList<string> Symptoms => ["no matching key exchange method found"];

    private const string Config = "/root/.ssh/config";

    public override Task PlantAsync(Scene scene)
    {
        scene.Client.WriteFile(Config, "KexAlgorithms diffie-hellman-group14-sha256\n", "0600");
        return scene.ConfigureSshdAsync("KexAlgorithms sntrup761x25519-sha512@openssh.com");
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Client.Root.Delete(Config);
        return scene.ConfigureSshdAsync();
    }
}
