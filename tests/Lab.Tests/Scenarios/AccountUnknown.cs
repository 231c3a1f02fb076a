namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The account was renamed, and alice types the old name.</summary>
public sealed class AccountUnknown : Scenario
{
    public override string Name => "account-unknown";

    public override string Cause => "31";

    public override IReadOnlyList<string> Told => ["account.unknown"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("sed", "-i", "s/^alice:/alicia:/", "/etc/passwd", "/etc/shadow");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("sed", "-i", "s/^alicia:/alice:/", "/etc/passwd", "/etc/shadow");
}
