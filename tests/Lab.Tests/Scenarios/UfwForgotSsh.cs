namespace Fleet.Lab.Tests.Scenarios;

/// <summary>ufw was enabled with its default, and nobody allowed ssh.</summary>
public sealed class UfwForgotSsh : Scenario
{
    public override string Name => "ufw-forgot-ssh";

    public override string Cause => "9";

    public override IReadOnlyList<string> Told => ["firewall.drop"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    public override string? WhyNot() => Lab.WhyNoProgram("ufw");

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("ufw", "--force", "enable");

    public override Task HealAsync(Scene scene) => scene.Web.DoAsync("ufw", "allow", "22/tcp");

    public override Task CleanAsync(Scene scene) => scene.Web.DoAsync("ufw", "--force", "disable");
}
