using System.Reflection;

namespace Fleet.Architecture.Tests;

public sealed class DirectionTests
{
    private static readonly FolderOrder Checks = new(
        "Fleet.Checks",
        "Parsing",
        "Probe",
        "Host",
        "Facts",
        "Judging",
        "Access",
        "Catalog",
        "Reporting",
        "Diagnosis"
    );

    private static readonly FolderOrder Agent = new(
        "Fleet.Agent",
        "Disk",
        "Enrolment",
        "Schedule",
        "Spool",
        "Link",
        "Simulate",
        "Cli"
    );

    private static readonly FolderOrder Controller = new(
        "Fleet.Controller",
        "Authority",
        "Ingest",
        "Judging",
        "History",
        "Sweeps",
        "Diagnosis",
        "Notifications",
        "Api",
        "Dashboard",
        "Cli"
    );

    private static readonly Assembly ChecksAssembly = Assembly.Load("Fleet.Checks");
    private static readonly Assembly AgentAssembly = Assembly.Load("fleet-agent");
    private static readonly Assembly ControllerAssembly = Assembly.Load("fleet");

    [Fact]
    public void In_Checks_nothing_imports_from_its_right() =>
        Assert.Equal([], Checks.Violations(ChecksAssembly));

    [Fact]
    public void In_Agent_nothing_imports_from_its_right() =>
        Assert.Equal([], Agent.Violations(AgentAssembly));

    [Fact]
    public void In_Controller_nothing_imports_from_its_right() =>
        Assert.Equal([], Controller.Violations(ControllerAssembly));

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        Assert.Equal([], Checks.Unplaced(ChecksAssembly));
        Assert.Equal([], Agent.Unplaced(AgentAssembly));
        Assert.Equal([], Controller.Unplaced(ControllerAssembly));
    }

    [Fact]
    public void A_broken_sample_is_found_in_bodies_signatures_and_lambdas()
    {
        var order = new FolderOrder("Fleet.BrokenSample", "Left", "Right");

        var violations = order.Violations(typeof(DirectionTests).Assembly);

        Assert.Equal(
            [
                "Fleet.BrokenSample.Left.UsesRightInALambda uses Fleet.BrokenSample.Right.Thing, which stands to its right",
                "Fleet.BrokenSample.Left.UsesRightInItsBody uses Fleet.BrokenSample.Right.Thing, which stands to its right",
                "Fleet.BrokenSample.Left.UsesRightInItsSignature uses Fleet.BrokenSample.Right.Thing, which stands to its right",
            ],
            violations
        );
    }

    [Fact]
    public void Checks_knows_no_gRPC_no_database_and_no_web() =>
        Assert.DoesNotContain(
            ChecksAssembly.GetReferencedAssemblies(),
            name =>
                name.Name!.StartsWith("Grpc", StringComparison.Ordinal)
                || name.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || name.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || name.Name.StartsWith("Fleet", StringComparison.Ordinal)
        );

    [Fact]
    public void Agent_and_controller_share_only_protos_and_checks()
    {
        string[] shared = ["Fleet.Checks", "Fleet.Protos"];
        Assert.All(FleetReferences(AgentAssembly), name => Assert.Contains(name, shared));
        Assert.All(FleetReferences(ControllerAssembly), name => Assert.Contains(name, shared));
    }

    private static IEnumerable<string> FleetReferences(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("fleet", StringComparison.OrdinalIgnoreCase));
}
