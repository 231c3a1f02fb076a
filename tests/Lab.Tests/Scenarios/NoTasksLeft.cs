namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd's unit may start no more processes (TasksMax).</summary>
public sealed class NoTasksLeft : Scenario
{
    public override string Name => "no-tasks-left";

    public override string Cause => "29";

    public override IReadOnlyList<string> Told => ["banner.no_tasks"];

    public override IReadOnlyList<string> Symptoms =>
        ["kex_exchange_identification", "Connection closed", "Connection reset"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("systemctl", "set-property", "--runtime", "ssh.service", "TasksMax=1");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("systemctl", "set-property", "--runtime", "ssh.service", "TasksMax=100");
}
