namespace Fleet.Controller.Api.Operating;

/// <summary>Which stored diagnoses somebody asks for.</summary>
/// <param name="Host">Its name in the fleet; empty: of all.</param>
/// <param name="Limit">The most of them.</param>
public sealed record DiagnosesAsked(string Host, int Limit)
{
    /// <summary>Of these hosts alone; null: of all, and of those that the fleet does not know.</summary>
    public IReadOnlyCollection<string>? Hosts { get; init; }

    /// <summary>Besides, of hosts that the fleet does not know, those that this operator made.</summary>
    public string Own { get; init; } = "";
}
