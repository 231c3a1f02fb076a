namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Half an upgrade: a new sshd is there, its library is not, and the old listener starts the new one for every connection.</summary>
public sealed class UpgradedNotRestarted : Scenario
{
    public override string Name => "upgraded-not-restarted";

    public override string Cause => "24";

    public override IReadOnlyList<string> Told => ["banner.not_restarted"];

    public override IReadOnlyList<string> Symptoms =>
        ["kex_exchange_identification", "Connection closed", "Connection reset"];

    private const string Sshd = "/usr/sbin/sshd";

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync(
            "sh",
            "-ec",
            $"cp -p {Sshd} {Sshd}.old; sed s/libcrypto.so.3/libcrypto.so.9/ {Sshd} > {Sshd}.new; chmod 755 {Sshd}.new; mv {Sshd}.new {Sshd}"
        );

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("mv", $"{Sshd}.old", Sshd);
        await scene.RestartSshdAsync();
    }
}
