namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd shall listen on an address that the host does not have any more.</summary>
public sealed class ListenAddressNotThere : Scenario
{
    public override string Name => "listen-address-not-there";

    public override string Cause => "6";

    public override IReadOnlyList<string> Told => ["listener.address_not_there"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    public override async Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(Scene.DropIn, "ListenAddress 10.77.0.222\n");
        await scene.FailToStartSshdAsync();
    }

    public override Task HealAsync(Scene scene) => scene.ConfigureSshdAsync();
}
