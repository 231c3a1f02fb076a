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

    /// <summary>A part of what ssh prints on the client while the fault is in; of several alternatives one is enough.</summary>
    public abstract IReadOnlyList<string> Symptoms { get; }

    /// <summary>One sentence on what is missing on this machine, or null.</summary>
    public virtual string? WhyNot() => null;

    /// <summary>What else the host is before the fault: programs, files, users. alice and her key are there.</summary>
    public virtual void Describe(HostPlan host) { }

    /// <summary>Starts the hosts; override it where one network is not enough.</summary>
    public virtual Task<Scene> ArrangeAsync(Lab lab) => Scene.OnOneNetworkAsync(lab, Describe);

    /// <summary>Puts the fault in. Logins worked until now.</summary>
    public abstract Task PlantAsync(Scene scene);

    /// <summary>Takes the fault away, with the commands that an administrator would use.</summary>
    public abstract Task HealAsync(Scene scene);

    /// <summary>One attempt of the one who has the trouble.</summary>
    public virtual Task<CommandResult> TryAsync(Scene scene) => scene.LoginAsync();

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
