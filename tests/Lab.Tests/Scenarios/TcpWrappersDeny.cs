namespace Fleet.Lab.Tests.Scenarios;

/// <summary>hosts.deny throws out right after the connect.</summary>
public sealed class TcpWrappersDeny : Scenario
{
    public override string Name => "tcp-wrappers-deny";

    public override string Cause => "23";

    public override IReadOnlyList<string> Told => ["banner.hosts_deny"];

    public override IReadOnlyList<string> Symptoms => ["Connection reset", "Connection closed"];

    // libwrap waits 5 s before it closes the connection (hosts_access(3), refuse).
    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.LoginAsync("-o", "ConnectTimeout=10");

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile("/etc/hosts.deny", "sshd: 10.77.\n");
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.WriteFile("/etc/hosts.deny", "");
        return Task.CompletedTask;
    }
}
