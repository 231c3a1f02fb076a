namespace Fleet.Controller.Api.Operating;

/// <summary>What a controller says of itself.</summary>
/// <param name="Version">The product's version.</param>
/// <param name="StartedAt">When it began to serve.</param>
/// <param name="AgentAddress">host:port that agents connect to.</param>
/// <param name="RootPin">What they know it by.</param>
public sealed record ControllerFacts(
    string Version,
    DateTimeOffset StartedAt,
    string AgentAddress,
    string RootPin
)
{
    /// <summary>The line to run on a host that shall join.</summary>
    public string JoinCommand(string secret) =>
        $"fleet-agent join {AgentAddress} --token {secret} --pin {RootPin}";
}
