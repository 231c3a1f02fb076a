namespace Fleet.Lab.Tests.Scenarios;

/// <summary>alice's key is not in the file that sshd reads: it was put into another user's.</summary>
public sealed class KeyNotListed : Scenario
{
    public override string Name => "key-not-listed";

    public override string Cause => "13";

    public override IReadOnlyList<string> Told => ["key.not_in_file"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string Keys = "/home/alice/.ssh/authorized_keys";

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("install", "-D", "-m600", Keys, "/root/.ssh/authorized_keys");
        scene.Web.WriteFile(Keys, "", "0600", Scene.User);
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.WriteFile(Keys, scene.Key.PublicLine + "\n", "0600", Scene.User);
        return Task.CompletedTask;
    }
}
