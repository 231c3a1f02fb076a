namespace Fleet.Lab.Tests.Scenarios.Playing;

/// <summary>Plays a scenario: a login works, the fault goes in and is felt, <c>fleet diagnose</c> is asked, the fault is taken away, a login works.</summary>
internal static class Player
{
    public static async Task<Played> PlayAsync(Scenario scenario, FleetScene on)
    {
        var scene = on.Scene;
        await scenario.PrepareAsync(scene);
        (await scenario.TryAsync(scene)).OrThrow("login before the fault");

        await scenario.PlantAsync(scene);
        var felt = await scenario.TryAsync(scene);
        var told = await on.DiagnoseAsync(scenario.Ask(scene));

        await scenario.HealAsync(scene);
        var healed = await scenario.TryAsync(scene);
        await scenario.CleanAsync(scene);
        return new(scenario, NotFelt(scenario, felt) ?? NotHealed(healed), told);
    }

    private static string? NotFelt(Scenario scenario, CommandResult felt)
    {
        var said = felt.Stdout + felt.Stderr;
        return felt.Succeeded ? $"logged in with the fault:\n{said}"
            : scenario.Symptoms.Any(part => said.Contains(part, StringComparison.Ordinal)) ? null
            : $"expected one of: {string.Join(" | ", scenario.Symptoms)}\nssh said: {said}";
    }

    private static string? NotHealed(CommandResult healed) =>
        healed.Succeeded ? null : $"login after healing: {healed.Stdout}{healed.Stderr}";
}
