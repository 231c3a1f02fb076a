using Fleet.Controller.Authority.Roles;
using Fleet.V1;
using Google.Protobuf.Reflection;

namespace Fleet.Controller.Tests.Authority.Roles;

public sealed class CallerPolicyTests
{
    /// <summary>Every service of every contract there is: one that is forgotten here would be open to nobody, or to anybody.</summary>
    private static readonly ServiceDescriptor[] Services =
    [
        .. typeof(AdminReflection)
            .Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor", typeof(FileDescriptor))?.GetValue(null))
            .OfType<FileDescriptor>()
            .SelectMany(file => file.Services),
    ];

    [Fact]
    public void Services_of_all_contracts_are_looked_at() =>
        Assert.Superset(
            new HashSet<string> { "AgentLink", "Operators", "Policies" },
            Services.Select(service => service.Name).ToHashSet()
        );

    [Fact]
    public void Every_rpc_is_in_the_table_as_its_comment_says()
    {
        Assert.Empty(PolicyProof.Problems(Services, CallerPolicy.Table, ProtoComments.Read()));
    }

    [Fact]
    public void The_table_names_no_rpc_that_does_not_exist()
    {
        var known = Services
            .SelectMany(service => service.Methods)
            .Select(PolicyProof.FullName)
            .ToHashSet();

        Assert.Empty(CallerPolicy.Table.Keys.Where(name => !known.Contains(name)));
    }

    [Fact]
    public void An_rpc_missing_from_the_table_is_found()
    {
        var table = CallerPolicy
            .Table.Where(each => !each.Key.EndsWith("/RevokeAgent", StringComparison.Ordinal))
            .ToDictionary();

        Assert.Equal(
            ["/fleet.v1.Operators/RevokeAgent is not in the policy table"],
            PolicyProof.Problems(Services, table, ProtoComments.Read())
        );
    }

    [Fact]
    public void An_rpc_that_the_table_opens_wider_than_its_comment_is_found()
    {
        var table = CallerPolicy.Table.ToDictionary();
        table["/fleet.v1.Operators/CreateToken"] = new Caller.Operator(
            Fleet.Controller.Authority.Roles.Role.Viewer
        );

        Assert.Equal(
            ["/fleet.v1.Operators/CreateToken: the comment says admin, the table viewer"],
            PolicyProof.Problems(Services, table, ProtoComments.Read())
        );
    }

    [Fact]
    public void An_rpc_whose_comment_names_no_caller_is_found()
    {
        var comments = ProtoComments.Read();
        _ = comments.Remove("/fleet.v1.Operators/ListHosts");

        Assert.Equal(
            ["/fleet.v1.Operators/ListHosts has no \"Caller:\" comment"],
            PolicyProof.Problems(Services, CallerPolicy.Table, comments)
        );
    }
}
