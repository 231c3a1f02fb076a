using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>An agent that may not look into a home for a while has nothing to tell of it: no removal, nothing better, nothing worse.</summary>
public sealed class DeniedHomeTests : LabTest
{
    [Fact]
    public async Task A_home_that_is_closed_to_the_agent_and_opened_again_is_no_news()
    {
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").AuthorizedKey("alice", key.PublicLine)
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web);
        await fleet.CheckAsync(web);
        var before = await fleet.OutcomesAsync(web);
        Assert.Contains("ssh.paths/strict_modes alice pass", before);
        var keys = await KeysAsync(fleet);
        var known = (await fleet.HistoryAsync(web)).Count;

        await fleet.StartAgentAsync(web, "InaccessiblePaths=/home/alice");
        await fleet.CheckAsync(web);
        Assert.Contains("ssh.paths/strict_modes alice unknown", await fleet.OutcomesAsync(web));
        Assert.Empty(await fleet.RegressionsAsync(web, all: true));

        await fleet.StartAgentAsync(web);
        await fleet.CheckAsync(web);

        Assert.Equal(before, await fleet.OutcomesAsync(web));
        Assert.Equal(keys, await KeysAsync(fleet));
        Assert.Empty(await fleet.RegressionsAsync(web, all: true));
        var entries = (await fleet.HistoryAsync(web)).Select(Line).ToList();
        var news = entries.SkipLast(known).ToHashSet();
        Assert.DoesNotContain(news, line => line.StartsWith("removed ", StringComparison.Ordinal));
        Assert.Subset(
            new HashSet<string>(["pass → unknown", "unknown → pass"]),
            news.Where(line => line.Contains('→')).Select(line => line.Split(": ")[1]).ToHashSet()
        );
    }

    private static async Task<string> KeysAsync(FleetInLab fleet) =>
        (await fleet.AskAsync("facts", "authorized_key/alice/*")).GetRawText();

    private static string Line(JsonElement entry) =>
        entry.GetProperty("fact") is { ValueKind: JsonValueKind.Object } fact
            ? $"{fact.GetProperty("kind")} {fact.GetProperty("key")} {fact.GetProperty("after")}"
        : entry.GetProperty("outcome") is { ValueKind: JsonValueKind.Object } outcome
            ? $"{outcome.GetProperty("rule")} {outcome.GetProperty("subject")}: {outcome.GetProperty("before")} → {outcome.GetProperty("after")}"
        : $"link {entry.GetProperty("link")}";
}
