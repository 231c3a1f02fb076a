namespace Fleet.Interop.Tests.ToPython;

/// <summary>The suites that share one Python server.</summary>
[CollectionDefinition(Name)]
public sealed class PythonServerGroup : ICollectionFixture<PythonServer>
{
    public const string Name = "Python server";
}
