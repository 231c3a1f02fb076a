using Fleet.Controller.Authority.Roles;
using Google.Protobuf.Reflection;

namespace Fleet.Controller.Tests.Authority.Roles;

/// <summary>Holds every RPC of the descriptors against the policy table and the contract's comments.</summary>
internal static class PolicyProof
{
    public static string FullName(MethodDescriptor method) =>
        $"/{method.Service.FullName}/{method.Name}";

    public static List<string> Problems(
        IEnumerable<ServiceDescriptor> services,
        IReadOnlyDictionary<string, Caller> table,
        IReadOnlyDictionary<string, string> comments
    ) =>
        [
            .. services
                .SelectMany(service => service.Methods)
                .Select(FullName)
                .Select(name => Problem(name, table, comments))
                .OfType<string>(),
        ];

    private static string? Problem(
        string name,
        IReadOnlyDictionary<string, Caller> table,
        IReadOnlyDictionary<string, string> comments
    )
    {
        if (!table.TryGetValue(name, out var caller))
        {
            return $"{name} is not in the policy table";
        }

        if (!comments.TryGetValue(name, out var comment))
        {
            return $"{name} has no \"Caller:\" comment";
        }

        var says = Word(comment);
        var word = caller switch
        {
            Caller.Agent => "agent",
            Caller.Operator operators => operators.Least.ToString().ToLowerInvariant(),
            _ => "anyone",
        };
        return says == word ? null : $"{name}: the comment says {says}, the table {word}";
    }

    /// <summary>A holder of a certificate proves it in the message, since an expired one cannot come by TLS: the door is open to anyone.</summary>
    private static string Word(string comment) =>
        comment.StartsWith("a holder ", StringComparison.Ordinal)
            ? "anyone"
            : comment.Split(' ', '.', ',')[0];
}
