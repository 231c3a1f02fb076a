namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A fault in alice's authorized_keys; the right line heals it.</summary>
public abstract class KeyFileLine : Scenario
{
    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    /// <summary>What the file has, made of the right line.</summary>
    protected abstract string Spoil(string line);

    public sealed override Task PlantAsync(Scene scene) =>
        WriteAsync(scene, Spoil(scene.Key.PublicLine));

    public sealed override Task HealAsync(Scene scene) => WriteAsync(scene, scene.Key.PublicLine);

    private static Task WriteAsync(Scene scene, string line)
    {
        scene.Web.WriteFile(Scene.Keys, line + "\n", "0600", Scene.User);
        return Task.CompletedTask;
    }
}
