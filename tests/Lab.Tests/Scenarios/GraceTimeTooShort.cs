namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A slow second step in PAM takes longer than LoginGraceTime gives.</summary>
public sealed class GraceTimeTooShort : Scenario
{
    public override string Name => "grace-time-too-short";

    public override string Cause => "30";

    public override IReadOnlyList<string> Told => ["method.grace_time"];

    public override IReadOnlyList<string> Symptoms =>
        ["Connection closed", "Connection reset", "Broken pipe"];

    private const string Stack = "/etc/pam.d/sshd";

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync(
            "sed",
            "-i",
            "1i account required pam_exec.so quiet /usr/bin/sleep 8",
            Stack
        );
        await scene.ConfigureSshdAsync("LoginGraceTime 2");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("sed", "-i", "/pam_exec/d", Stack);
        await scene.ConfigureSshdAsync();
    }
}
