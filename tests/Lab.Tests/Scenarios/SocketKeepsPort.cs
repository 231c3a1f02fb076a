namespace Fleet.Lab.Tests.Scenarios;

/// <summary>systemd holds the port for sshd since ssh.socket is on, and does not know of Port in sshd_config.</summary>
public sealed class SocketKeepsPort : Scenario
{
    public override string Name => "socket-keeps-port";

    public override string Cause => "7";

    public override IReadOnlyList<string> Told => ["listener.socket_port"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    private static readonly string[] OtherPort = ["-p", "2222"];

    public override Task PrepareAsync(Scene scene) => scene.ConfigureSshdAsync("Port 2222");

    public override Task CleanAsync(Scene scene) => scene.ConfigureSshdAsync();

    public override Task<CommandResult> TryAsync(Scene scene) => scene.LoginAsync(OtherPort);

    public override IReadOnlyList<string> Ask(Scene scene) =>
        [$"{scene.Destination}:2222", "--key", scene.Client.InstallKey(scene.Key)];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("systemctl", "stop", "ssh.service");
        await scene.Web.DoAsync("systemctl", "start", "ssh.socket");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("systemctl", "stop", "ssh.socket");
        await scene.RestartSshdAsync();
    }
}
