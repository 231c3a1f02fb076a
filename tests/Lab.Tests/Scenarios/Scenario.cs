namespace Fleet.Lab.Tests.Scenarios;

/// <summary>
/// One cause of "cannot ssh", planted on a real host: how the host stands before, how the fault gets in, what a client then sees, and what takes it away. A scenario is one
/// small file; it is found by its type, so that writing the file adds it (tests/Lab/README.md).
/// </summary>
public abstract class Scenario
{
    /// <summary>Its name in results: words with hyphens, which say the fault.</summary>
    public abstract string Name { get; }

    /// <summary>The number of the root cause in the table of tests/Lab/README.md: <c>"11"</c>, <c>"12b"</c>.</summary>
    public abstract string Cause { get; }

    /// <summary>The causes that <c>fleet diagnose</c> tells it by (src/Checks/Diagnosis/Causes): one of them has to come first.</summary>
    public abstract IReadOnlyList<string> Told { get; }

    /// <summary>A part of what ssh prints on the client while the fault is in; of several alternatives one is enough.</summary>
    public abstract IReadOnlyList<string> Symptoms { get; }

    /// <summary>One sentence on what is missing on this machine, or null.</summary>
    public virtual string? WhyNot() => null;

    /// <summary>What else the host is before the fault: programs, files, users. alice and her key are there.</summary>
    public virtual void Describe(HostPlan host) { }

    /// <summary>Starts hosts of its own; null: one network, whose laptop other scenarios use too.</summary>
    public virtual Func<Lab, Task<Scene>>? Arrange => null;

    /// <summary>Hosts of its own alone, ready for the fault.</summary>
    public async Task<Scene> OpenAsync(Lab lab)
    {
        var scene = Arrange is { } arrange
            ? await arrange(lab)
            : await Scene.OnOneNetworkAsync(lab, Describe);
        await PrepareAsync(scene);
        return scene;
    }

    /// <summary>True where the host's agent reaches a controller; false: behind a translation it does not, and only the client's side is known.</summary>
    public virtual bool HasAgent => true;

    /// <summary>What is so before the first login, on a host that is up.</summary>
    public virtual Task PrepareAsync(Scene scene) => Task.CompletedTask;

    /// <summary>Takes away what <see cref="PrepareAsync"/> made: others use the host after.</summary>
    public virtual Task CleanAsync(Scene scene) => Task.CompletedTask;

    /// <summary>True where nothing of the host has to be of its own, so that scenarios are played on it one after the other.</summary>
    public bool IsPlain =>
        Arrange is null && GetType().GetMethod(nameof(Describe))!.DeclaringType == typeof(Scenario);

    /// <summary>Puts the fault in. Logins worked until now.</summary>
    public abstract Task PlantAsync(Scene scene);

    /// <summary>Takes the fault away, with the commands that an administrator would use.</summary>
    public abstract Task HealAsync(Scene scene);

    /// <summary>One attempt of the one who has the trouble.</summary>
    public virtual Task<CommandResult> TryAsync(Scene scene) => scene.LoginAsync();

    /// <summary>What she asks <c>fleet diagnose</c>.</summary>
    public virtual IReadOnlyList<string> Ask(Scene scene) =>
        [scene.Destination, "--key", scene.Client.InstallKey(scene.Key)];

    /// <summary>Every scenario there is, by name.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. typeof(Scenario)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Scenario)) && !type.IsAbstract)
            .Select(type => (Scenario)Activator.CreateInstance(type)!)
            .OrderBy(scenario => scenario.Name, StringComparer.Ordinal),
    ];

    public override string ToString() => Name;
}
