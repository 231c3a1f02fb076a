namespace Fleet.Lab.Tests.Scenarios;

/// <summary>pam_access lets nobody in from this network.</summary>
public sealed class AccessConfDenies : Scenario
{
    public override string Name => "access-conf-denies";

    public override string Cause => "32";

    public override IReadOnlyList<string> Told => ["pam.access"];

    public override IReadOnlyList<string> Symptoms => ["Connection closed"];

    private const string Stack = "/etc/pam.d/sshd";
    private const string Rules = "/etc/security/access.conf";

    public override Task PrepareAsync(Scene scene) =>
        scene.Web.DoAsync("sed", "-i", "1i account required pam_access.so", Stack);

    public override Task CleanAsync(Scene scene) =>
        scene.Web.DoAsync("sed", "-i", "/pam_access/d", Stack);

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("sh", "-c", $"echo '-:alice:10.77.0.0/24' >> {Rules}");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("sed", "-i", "/^-:alice:/d", Rules);
}
