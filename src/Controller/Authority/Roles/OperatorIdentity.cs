using System.Collections.Immutable;

namespace Fleet.Controller.Authority.Roles;

/// <summary>Who calls as an operator, what for, and for which hosts.</summary>
/// <param name="Name">For the audit.</param>
/// <param name="Role">What may be done.</param>
/// <param name="Scope">Labels that a host must all have to be seen; empty: every host.</param>
public sealed record OperatorIdentity(
    string Name,
    Role Role,
    ImmutableSortedDictionary<string, string> Scope
)
{
    /// <summary>The owner of the controller's machine: every role, every host.</summary>
    public static OperatorIdentity Owner(string name) =>
        new(name, Role.Admin, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A member of the group that the owner gave the socket to: decides about what was found on every host, not about who belongs to the fleet.</summary>
    public static OperatorIdentity Member(string name) =>
        new(name, Role.Operator, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>True where a host with these labels may be seen.</summary>
    public bool Sees(IEnumerable<KeyValuePair<string, string>> labels) =>
        Scope.IsEmpty || Scope.All(labels.Contains);
}
