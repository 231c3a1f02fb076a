namespace Fleet.Controller.Tests.Torture;

/// <summary>Tests that keep both cores busy run by themselves, after the others: neither side's waits are the other's fault.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
