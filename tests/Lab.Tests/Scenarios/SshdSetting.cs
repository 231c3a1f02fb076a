namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A fault that is lines of sshd_config(5), and a restart of sshd with them.</summary>
public abstract class SshdSetting : Scenario
{
    /// <summary>The lines.</summary>
    protected abstract string Lines { get; }

    public sealed override Task PlantAsync(Scene scene) => scene.ConfigureSshdAsync(Lines);

    public sealed override Task HealAsync(Scene scene) => scene.ConfigureSshdAsync();
}
