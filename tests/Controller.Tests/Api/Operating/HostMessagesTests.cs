using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using V1 = Fleet.V1;

namespace Fleet.Controller.Tests.Api.Operating;

public sealed class HostMessagesTests
{
    public static TheoryData<Type, Type> Pairs =>
        new()
        {
            { typeof(Outcome), typeof(V1.Outcome) },
            { typeof(Severity), typeof(V1.Severity) },
            { typeof(RunStatus), typeof(V1.RunStatus) },
            { typeof(CoverageState), typeof(V1.CoverageState) },
            { typeof(ReadingState), typeof(V1.ReadingState) },
            { typeof(Fleet.Controller.Ingest.LinkState), typeof(V1.LinkState) },
            { typeof(Fleet.Controller.History.Schema.SweepState), typeof(V1.SweepState) },
            { typeof(Fleet.Controller.History.Schema.SweepHostState), typeof(V1.SweepHostState) },
            { typeof(Fleet.Controller.Sweeps.Reporting.SweepChange), typeof(V1.SweepChange) },
            { typeof(Fleet.Controller.Judging.RegressionKind), typeof(V1.RegressionKind) },
            { typeof(Fleet.Controller.Judging.RegressionState), typeof(V1.RegressionState) },
            { typeof(Fleet.Controller.Judging.FactChangeKind), typeof(V1.FactChangeKind) },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_sides_of_an_enumeration_have_the_same_names_and_numbers(Type own, Type wire)
    {
        Assert.Equal(Members(wire), Members(own));
    }

    private static Dictionary<string, int> Members(Type type) =>
        Enum.GetValues(type).Cast<object>().ToDictionary(each => $"{each}", Convert.ToInt32);
}
