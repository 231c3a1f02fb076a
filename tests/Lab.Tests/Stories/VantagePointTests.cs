using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A diagnosis through the eyes of a host on another network: the way that is cut, the sshd that is down, the vantage point that is gone, and what is kept of all that.</summary>
public sealed class VantagePointTests : LabTest
{
    private const string Office = "10.78.0.0/24";
    private const string Lan = "10.77.0.0/24";
    private const string Cut =
        "add table ip cut; add chain ip cut f { type filter hook forward priority 0; }; add rule ip cut f ip saddr 10.78.0.0/24 tcp dport 22 drop";
    private static readonly string[] FromBastion =
    [
        "diagnose",
        "alice@web-12",
        "--from",
        "bastion-1",
    ];

    [Fact]
    public async Task Another_network_is_diagnosed_from_a_host_that_is_in_it()
    {
        var office = await Lab.AddNetwork("office", Office, "fd78::/64");
        await using var router = await Lab.StartHost(
            "router",
            h =>
                h.NoSystemd()
                    .Without("sshd")
                    .Network(Lab.Network)
                    .Network(office)
                    .Run("sysctl", "-qw", "net.ipv4.ip_forward=1")
        );
        string[] toOffice = ["ip", "route", "add", Office, "via", $"{router.Address}"];
        await using var web = await Lab.StartHost("web-12", h => h.User("alice").Run(toOffice));
        await using var neighbour = await Lab.StartHost("web-13", h => h.Run(toOffice));
        await using var bastion = await Lab.StartHost(
            "bastion-1",
            h => h.Network(office).Run("ip", "route", "replace", Lan, "via", "10.78.0.10")
        );
        await using var fleet = await FleetInLab.StartAsync(Lab);
        foreach (var host in new[] { web, neighbour, bastion })
        {
            await fleet.JoinAsync(host);
            await fleet.CheckAsync(host);
        }

        // 1. While all is well the agent gets as far as the banner, and the target is asked about its address.
        var well = await DiagnoseAsync(fleet, 3);
        Assert.Equal($"{bastion.Address}", Text(well, "source"));
        Assert.Equal("open", Gate(well, "banner"));
        Assert.Equal("open", Gate(well, "firewall"));
        Assert.Equal("D-1", Text(well, "id"));

        // 2. The router drops what comes from the office: lost on the way, and all others get through.
        await router.DoAsync("nft", Cut);
        await PaceAsync();
        var cut = await DiagnoseAsync(fleet, 1);
        Assert.Equal("route", Text(cut, "closedGate"));
        Assert.Equal("route.lost", Text(cut.GetProperty("causes")[0], "id"));
        var matrix = await fleet.RunAsync("diagnose", "web-12", "--from", "all");
        Report(matrix.Stdout);
        Assert.Equal(1, matrix.Exit);
        Assert.Matches("bastion-1 .*✗ timed out", matrix.Stdout);
        Assert.Matches("web-13 .*✓ connected", matrix.Stdout);

        // 3. sshd is down: nobody gets through. Watching tells when that is over.
        await router.DoAsync("nft", "delete table ip cut");
        await web.DoAsync("systemctl", "stop", "ssh");
        await PaceAsync();
        var down = await fleet.RunAsync("diagnose", "web-12", "--from", "all", "--json");
        Assert.Equal(1, down.Exit);
        Assert.Contains("\"fault\":\"target\"", down.Stdout);
        var watching = fleet.RunAsync([.. FromBastion, "--watch", "--interval", "10"]);
        await PaceAsync();
        await web.DoAsync("systemctl", "start", "ssh");
        var watched = await watching;
        Report(watched.Stdout + watched.Stderr);
        Assert.Equal(0, watched.Exit);
        Assert.Contains("listener ✗ → ✓", watched.Stdout);
        Assert.Contains("sshd/running no → yes", watched.Stdout);

        // 4. The vantage point is gone: that is said, and its gates are unknown.
        await bastion.DoAsync("systemctl", "stop", FleetInLab.AgentUnit);
        var blind = await DiagnoseAsync(fleet, 3);
        Assert.Contains("not connected", Text(blind, "vantageDoubt"));
        Assert.Equal("unknown", Gate(blind, "banner"));

        // 5. What was found is kept, and goes into a ticket.
        var kept = (await fleet.AskAsync("diagnosis", "--host", "web-12"))
            .GetProperty("diagnoses")
            .EnumerateArray()
            .Select(one => one.GetProperty("cause").GetString());
        Assert.Equal([null, null, "listener.stopped", "route.lost", null], kept);
        var ticket = await fleet.RunAsync("diagnosis", "D-2", "--markdown");
        Report(ticket.Stdout);
        Assert.Contains("## Cause `route.lost (likely)`", ticket.Stdout);
    }

    // An agent tells the same look again within ten seconds.
    private static Task PaceAsync() =>
        Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);

    private static async Task<JsonElement> DiagnoseAsync(FleetInLab fleet, int exit)
    {
        var said = await fleet.RunAsync([.. FromBastion, "--json"]);
        Assert.True(said.Exit == exit, $"exit {said.Exit}: {said.Stdout}{said.Stderr}");
        return JsonDocument.Parse(said.Stdout).RootElement;
    }

    private static string? Gate(JsonElement said, string name) =>
        Text(
            said.GetProperty("gates").EnumerateArray().Single(gate => Text(gate, "gate") == name),
            "state"
        );

    private static string? Text(JsonElement of, string property) =>
        of.GetProperty(property).GetString();
}
