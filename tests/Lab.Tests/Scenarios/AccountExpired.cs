namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The account expired; the key is right.</summary>
public sealed class AccountExpired : Scenario
{
    public override string Name => "account-expired";

    public override string Cause => "32";

    public override IReadOnlyList<string> Told => ["account.expired"];

    public override IReadOnlyList<string> Symptoms => ["Connection closed"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("chage", "-E", "2020-01-01", Scene.User);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("chage", "-E", "-1", Scene.User);
}
