namespace Fleet.Lab.Tests.Scenarios;

/// <summary>AllowUsers names everybody but alice.</summary>
public sealed class NotInAllowUsers : Scenario
{
    public override string Name => "not-in-allow-users";

    public override string Cause => "19";

    public override IReadOnlyList<string> Told => ["user.lists"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string DropIn = "/etc/ssh/sshd_config.d/05-team.conf";

    public override Task PlantAsync(Scene scene) => AllowAsync(scene, "bob carol");

    public override Task HealAsync(Scene scene) => AllowAsync(scene, "bob carol alice");

    private static Task AllowAsync(Scene scene, string users)
    {
        scene.Web.WriteFile(DropIn, $"AllowUsers {users}\n");
        return scene.RestartSshdAsync();
    }
}
