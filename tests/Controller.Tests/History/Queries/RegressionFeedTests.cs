using Fleet.Checks.Judging;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging;
using Fleet.Controller.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Tests.History.Queries;

public sealed class RegressionFeedTests
{
    [Fact]
    public async Task Every_step_of_a_life_is_stored_with_the_regression_in_order()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await StoredHostStory.BeginAsync(temp, "web", new FakeTime(TempDatabase.Start));
        foreach (var value in new[] { "good", "bad", "good", "bad" })
        {
            await host.SeesAsync("t.state", $"decided/a={value}");
        }

        var (regressions, events) = await temp.Open.Reader.ReadAsync(
            async (db, cancellation) =>
                (
                    await db.Regressions.ToListAsync(cancellation),
                    await db.RegressionEvents.OrderBy(row => row.Id).ToListAsync(cancellation)
                ),
            CancellationToken.None
        );
        var one = Assert.Single(regressions);
        Assert.Equal(
            [
                (RegressionEventKind.Opened, RegressionState.New),
                (RegressionEventKind.Resolved, RegressionState.Resolved),
                (RegressionEventKind.Reopened, RegressionState.Regressed),
            ],
            events.Select(step => (step.Kind, step.State))
        );
        Assert.All(
            events,
            step => Assert.Equal((one.Id, one.HostId), (step.RegressionId, step.HostId))
        );
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Storage_and_judging_call_the_same_states_open(RegressionState state) =>
        Assert.Equal(Entry(state).IsOpen, OpenRegressions.IsOpen.Compile()(Row(state)));

    public static TheoryData<RegressionState> States() =>
        [.. Enum.GetValues<RegressionState>().Except([RegressionState.Unspecified])];

    private static RegressionEntry Entry(RegressionState state) =>
        new()
        {
            Key = default,
            State = state,
            Severity = Severity.High,
            Check = "",
            Summary = "",
            Before = "",
            After = "",
            OpenedAt = TempDatabase.Start,
            OpenedSeq = 1,
        };

    private static Controller.History.Schema.RegressionRow Row(RegressionState state) =>
        new()
        {
            State = state,
            Rule = "",
            Subject = "",
            Check = "",
            Summary = "",
            Before = "",
            After = "",
            Remedy = "[]",
            Changes = "[]",
            AcceptedBy = "",
            Reason = "",
        };
}
