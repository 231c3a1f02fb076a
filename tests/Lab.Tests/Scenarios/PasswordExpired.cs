namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The password must be changed at the next login, and there is no terminal.</summary>
public sealed class PasswordExpired : Scenario
{
    public override string Name => "password-expired";

    public override string Cause => "33";

    public override IReadOnlyList<string> Told => ["account.password_expired"];

    public override IReadOnlyList<string> Symptoms =>
        ["Password change required", "password has expired"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("chage", "-d", "0", Scene.User);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("chage", "-d", "2026-01-01", Scene.User);
}
