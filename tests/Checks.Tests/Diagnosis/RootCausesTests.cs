using System.Globalization;
using Fleet.Checks.Diagnosis;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>Nothing that keeps people out is without a cause that tells it, and no cause tells nothing of the table.</summary>
public sealed class RootCausesTests
{
    public static TheoryData<string> Numbers =>
        [
            .. Enumerable
                .Range(1, 50)
                .Select(number => number.ToString(CultureInfo.InvariantCulture))
                .Append("12b"),
        ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_line_of_the_table_has_causes_in_the_catalog(string number)
    {
        var row = Assert.Single(RootCauses.All, row => row.Number == number);

        Assert.NotEmpty(row.Causes);
        Assert.All(row.Causes, id => Assert.NotNull(CauseCatalog.BuiltIn.Find(id)));
        Assert.Contains(row.Causes, id => !id.EndsWith(".decided", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_cause_stands_in_the_table_once()
    {
        var told = RootCauses.All.SelectMany(row => row.Causes).ToList();

        Assert.Equal(told.Order(), told.Distinct().Order());
        Assert.Equal(
            CauseCatalog.BuiltIn.Causes.Select(cause => cause.Id).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_cause_names_its_gate_and_what_it_is()
    {
        Assert.All(
            CauseCatalog.BuiltIn.Causes,
            cause =>
            {
                Assert.NotEqual(GateId.Unspecified, cause.Gate);
                Assert.NotEmpty(cause.Title);
                Assert.All(cause.Explains, id => Assert.NotNull(CauseCatalog.BuiltIn.Find(id)));
            }
        );
    }
}
