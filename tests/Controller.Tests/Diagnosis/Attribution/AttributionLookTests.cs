using Fleet.Controller.Diagnosis.Attribution;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Diagnosis.Attribution;

public sealed class AttributionLookTests
{
    [Fact]
    public async Task A_host_is_asked_once_when_something_opens_there_and_again_only_after_a_minute()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var time = new SetTime(TempDatabase.Start);
        var web = await StoredHostStory.BeginAsync(temp, "web", new FakeTime(TempDatabase.Start));
        await web.SeesAsync("t.state", "decided/a=good", "decided/b=good", "decided/c=good");
        await web.SeesAsync("t.state", "decided/a=bad", "decided/b=good", "decided/c=good");
        var asked = new List<int>();
        var look = new AttributionLook(
            new OpeningQueries(temp.Open),
            (host, _) =>
            {
                asked.Add(host);
                return Task.CompletedTask;
            },
            time,
            problem => throw problem
        );

        // What opened before it began is no news.
        await look.LookAsync(CancellationToken.None);
        await look.LookAsync(CancellationToken.None);
        Assert.Empty(asked);

        await web.SeesAsync("t.state", "decided/a=bad", "decided/b=bad", "decided/c=good");
        await look.LookAsync(CancellationToken.None);
        await web.SeesAsync("t.state", "decided/a=bad", "decided/b=bad", "decided/c=bad");
        await look.LookAsync(CancellationToken.None);
        Assert.Single(asked);

        time.Now += AttributionLook.Pause;
        await web.SeesAsync("t.state", "decided/a=good", "decided/b=bad", "decided/c=bad");
        await look.LookAsync(CancellationToken.None);
        Assert.Single(asked);

        await web.SeesAsync("t.state", "decided/a=bad", "decided/b=bad", "decided/c=bad");
        await look.LookAsync(CancellationToken.None);
        Assert.Equal(2, asked.Count);
    }
}
