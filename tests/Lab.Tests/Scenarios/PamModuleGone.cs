namespace Fleet.Lab.Tests.Scenarios;

/// <summary>PAM's session stage requires a module that was removed with its package.</summary>
public sealed class PamModuleGone : Scenario
{
    public override string Name => "pam-module-gone";

    public override string Cause => "44";

    public override IReadOnlyList<string> Told => ["session.pam"];

    // sshd says nothing: the session ends with 254.
    public override IReadOnlyList<string> Symptoms => [""];

    private const string Stack = "/etc/pam.d/sshd";

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("sh", "-c", $"echo 'session required pam_gone.so' >> {Stack}");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("sed", "-i", "/pam_gone/d", Stack);
}
