namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Others may write the folder that sshd shall lock alice into.</summary>
public sealed class ChrootWritable : Scenario
{
    public override string Name => "chroot-writable";

    public override string Cause => "46";

    public override IReadOnlyList<string> Told => ["session.chroot"];

    public override IReadOnlyList<string> Symptoms =>
        ["Connection closed", "Broken pipe", "Connection reset"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("install", "-d", "-m777", "/srv/jail");
        await scene.ConfigureSshdAsync("ChrootDirectory /srv/jail");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.ConfigureSshdAsync();
        await scene.Web.DoAsync("rm", "-r", "/srv/jail");
    }
}
