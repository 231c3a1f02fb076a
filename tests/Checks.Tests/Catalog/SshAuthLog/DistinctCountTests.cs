using Fleet.Checks.Catalog.SshAuthLog;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

public sealed class DistinctCountTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(DistinctCount.ExactUpTo)]
    public void Few_are_counted_exactly_however_often_they_come(int distinct) =>
        Assert.Equal(distinct, Count(distinct, times: 3));

    [Theory]
    [InlineData(DistinctCount.ExactUpTo + 1)]
    [InlineData(3_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void Many_are_estimated_within_a_tenth(int distinct) =>
        Assert.InRange(Count(distinct, times: 1), distinct * 0.9, distinct * 1.1);

    private static long Count(int distinct, int times)
    {
        var count = new DistinctCount();
        for (var i = 0; i < distinct * times; i++)
        {
            count.Add($"user{i % distinct}");
        }

        return count.Estimate();
    }
}
