using Fleet.Checks.Reporting;

namespace Fleet.Checks.Tests.Reporting;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("web-21", "web-12")]
    [InlineData("wbe-12", "web-12")]
    [InlineData("WEB-12", "web-12")]
    [InlineData("bast", "bastion-1")]
    [InlineData("nothing-like-it", null)]
    public void The_nearest_name_is_offered_where_it_is_near(string asked, string? expected)
    {
        Assert.Equal(expected, NearestName.To(asked, ["web-12", "db-3", "bastion-1"]));
    }
}
