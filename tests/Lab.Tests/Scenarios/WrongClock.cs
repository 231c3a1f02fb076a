namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd's clock runs 400 days behind, so a certificate made today is not valid yet.</summary>
public sealed class WrongClock : Scenario
{
    public override string Name => "wrong-clock";

    public override string Cause => "39";

    public override IReadOnlyList<string> Told =>
        ["key.certificate_clock", "key.certificate_expired", "key.certificate_not_yet"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string Ca = "/etc/ssh/user_ca";
    private const string Setting = "/etc/ssh/sshd_config.d/05-ca.conf";
    private const string Clock = "/etc/systemd/system/ssh.service.d/lab-clock.conf";

    public override string? WhyNot() => Lab.WhyNoWrongClock();

    public override async Task PrepareAsync(Scene scene)
    {
        await scene.Web.DoAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Ca);
        scene.Web.WriteFile("/tmp/alice.pub", scene.Key.PublicLine + "\n");
        string[] what = ["-I", "alice", "-n", Scene.User, "-V", "-1d:+30d", "/tmp/alice.pub"];
        await scene.Web.DoAsync(["ssh-keygen", "-q", "-s", Ca, .. what]);
        var name = $"/root/.ssh/{scene.Key.Name}";
        scene.Client.WriteFile($"{name}-cert.pub", scene.Web.ReadFile("/tmp/alice-cert.pub"));
        scene.Web.Root.Delete(Scene.Keys);
        scene.Web.WriteFile(Setting, $"TrustedUserCAKeys {Ca}.pub\n");
        await scene.RestartSshdAsync();
    }

    public override async Task PlantAsync(Scene scene)
    {
        new HostPlan().SshdClock("-400d").WriteTo(scene.Web.Root);
        await RestartAsync(scene);
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(Clock);
        return RestartAsync(scene);
    }

    public override Task CleanAsync(Scene scene)
    {
        scene.Web.Root.Delete(Setting);
        scene.Client.Root.Delete($"/root/.ssh/{scene.Key.Name}-cert.pub");
        scene.Web.WriteFile(Scene.Keys, scene.Key.PublicLine + "\n", "0600", Scene.User);
        return scene.Web.DoAsync("rm", Ca, $"{Ca}.pub");
    }

    private static async Task RestartAsync(Scene scene)
    {
        await scene.Web.DoAsync("systemctl", "daemon-reload");
        await scene.RestartSshdAsync();
    }
}
