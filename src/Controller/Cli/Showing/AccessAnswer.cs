using System.Collections.Immutable;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>What <c>fleet access</c> shows.</summary>
/// <param name="Rows">Ways into accounts, each with its host.</param>
/// <param name="Hosts">How many hosts were asked about.</param>
/// <param name="PeopleMissing">Orphans were asked for, and the policy names nobody's keys.</param>
/// <param name="ExpiryWanted">Keys without an end were asked for, and the policy wants them to have one.</param>
public sealed record AccessAnswer(
    ImmutableArray<(string Host, AccessRow Row)> Rows,
    int Hosts,
    bool PeopleMissing,
    bool ExpiryWanted
);
