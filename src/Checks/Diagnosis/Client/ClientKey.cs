namespace Fleet.Checks.Diagnosis.Client;

/// <summary>A key that the client has to offer. Private keys are never read: only their mode and owner, and the <c>.pub</c> beside them.</summary>
/// <param name="Name">The private file's path, or the comment of an agent's key.</param>
/// <param name="Fingerprint"><c>SHA256:…</c>; empty where no <c>.pub</c> tells it.</param>
/// <param name="Type">As its <c>.pub</c> names it; empty where it is not known.</param>
/// <param name="IsAgent">The agent holds it.</param>
public sealed record ClientKey(string Name, string Fingerprint, string Type, bool IsAgent)
{
    /// <summary>Why ssh will not use it; empty where nothing is known against it.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>The command that repairs it; empty where none does.</summary>
    public string Repair { get; init; } = "";
}
