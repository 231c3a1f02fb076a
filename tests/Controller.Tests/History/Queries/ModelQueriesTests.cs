using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.Judging;

namespace Fleet.Controller.Tests.History.Queries;

public sealed class ModelQueriesTests
{
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task Hosts_come_in_the_order_of_names_with_what_the_checks_asked_for_have_stored()
    {
        await using var temp = await TempDatabase.CreateAsync();
        foreach (var name in (string[])["web-12", "db-3"])
        {
            var story = await StoredHostStory.BeginAsync(temp, name, _time);
            await story.SeesAsync(
                HostStory.Observation("t.state", [], [$"watched/k={name}"]) with
                {
                    Coverage = [new Coverage("", CoverageState.Complete, null)],
                    Documents = [new Document("/same", "text"), new Document("/own", name)],
                }
            );
        }

        var hosts = new List<ModelInput>();
        await foreach (var host in AskAsync(temp, "", "t.state"))
        {
            hosts.Add(host);
        }

        Assert.Equal(["db-3", "web-12"], hosts.Select(host => host.Name));
        Assert.All(
            hosts,
            host =>
            {
                Assert.Equal(host.Name, host.Input["t.state"].Read("watched/k").Value);
                Assert.Equal("text", host.Input.Documents["/same"].Body);
                Assert.Equal(host.Name, host.Input.Documents["/own"].Body);
                Assert.Equal(TempDatabase.Start, host.Input.AsOf);
            }
        );
    }

    [Fact]
    public async Task What_other_checks_have_stored_stays_where_it_is()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var story = await StoredHostStory.BeginAsync(temp, "web-12", _time);
        await story.SeesAsync(
            HostStory.Observation("t.state", [], []) with
            {
                Documents = [new Document("/own", "text")],
            }
        );

        await foreach (var host in AskAsync(temp, "web-12", "t.other"))
        {
            Assert.Empty(host.Input.Documents);
            Assert.Equal(RunStatus.Unspecified, host.Input["t.state"].Status);
        }
    }

    private static IAsyncEnumerable<ModelInput> AskAsync(
        TempDatabase temp,
        string host,
        params string[] checks
    ) =>
        new ModelQueries(temp.Open).HostsAsync(
            host,
            ImmutableDictionary<string, string>.Empty,
            [.. checks],
            _ => Policy.BuiltIn,
            TempDatabase.Start,
            CancellationToken.None
        );
}
