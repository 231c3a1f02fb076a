using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>kill -9 takes nothing away and doubles nothing, on either side.</summary>
public sealed class KilledTests : LabTest
{
    [Fact]
    public async Task After_kill_9_of_controller_and_agent_history_goes_on_and_nothing_is_there_twice()
    {
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").AuthorizedKey("alice", key.PublicLine)
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web);
        await fleet.CheckAsync(web, "ssh.paths");
        await web.DoAsync("chmod", "777", "/home/alice");
        await fleet.CheckAsync(web, "ssh.paths");
        var open = Assert.Single(await fleet.RegressionsAsync(web)).GetProperty("id").GetInt64();
        var before = await FactsAsync(fleet, web);

        await fleet.KillControllerAsync();
        await web.DoAsync("chmod", "775", "/home/alice"); // seen while nobody listens, or just after
        await fleet.StartControllerAsync();
        await fleet.CheckAsync(web, "ssh.paths");

        var after = await FactsAsync(fleet, web);
        Assert.Equal(before, after.SkipLast(after.Count - before.Count));
        Assert.Equal(
            open,
            Assert.Single(await fleet.RegressionsAsync(web, all: true)).GetProperty("id").GetInt64()
        );
        Assert.Distinct(after);

        await web.DoAsync("systemctl", "kill", "--signal=KILL", FleetInLab.AgentUnit);
        await web.DoAsync("chmod", "700", "/home/alice");
        await fleet.CheckAsync(web, "ssh.paths");

        var last = await FactsAsync(fleet, web);
        Assert.Equal(after, last.SkipLast(last.Count - after.Count));
        Assert.Distinct(last);
        var healed = Assert.Single(await fleet.RegressionsAsync(web, all: true));
        Assert.Equal("resolved", healed.GetProperty("state").GetString());
        Assert.Single((await fleet.AskAsync("hosts")).GetProperty("hosts").EnumerateArray());
    }

    /// <summary>Every change of a fact with its time, oldest first.</summary>
    private static async Task<List<string>> FactsAsync(FleetInLab fleet, LabHost host) =>
        [
            .. (await fleet.HistoryAsync(host))
                .Where(entry => entry.GetProperty("fact").ValueKind == JsonValueKind.Object)
                .Select(entry => entry.GetRawText())
                .Reverse(),
        ];
}
