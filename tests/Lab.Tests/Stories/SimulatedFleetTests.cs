using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary><c>fleet simulate</c> against a real controller: real processes, keys and streams.</summary>
public sealed class SimulatedFleetTests(ServedFleet fleet) : IClassFixture<ServedFleet>
{
    private const int Usage = 2;
    private const int Hosts = 50;

    [Fact]
    public async Task Fifty_hosts_join_stream_survive_a_kill_and_come_back()
    {
        await using (var killed = Simulate())
        {
            await AllAsync(killed);
            await AsExpectedAsync();
            killed.Signal("KILL");
            _ = await killed.WaitAsync();
        }

        await using var again = Simulate("--drift-every", "1s", "--drift-hosts", "2");
        await AllAsync(again);
        await AsExpectedAsync();
        await again.SaysAsync("2 drifted");
        again.Signal("INT");

        Assert.Equal(0, await again.WaitAsync());
        Assert.Contains("ended: 50 of 50 joined", again.Output[^1]);
        // Those of the one that was killed were used up, or end by themselves.
        Assert.Equal(
            6,
            (await fleet.AskAsync("token", "list"))
                .GetProperty("tokens")
                .EnumerateArray()
                .Count(token => token.GetProperty("revoked").GetBoolean())
        );
    }

    [Fact]
    public async Task Beside_a_host_that_is_there_it_simulates_nothing()
    {
        await using var served = new OwnFleet();
        await served.InitializeAsync();
        var other = served.Fleet;
        Assert.Equal(0, (await other.JoinAsync("web-1", await other.TokenAsync())).Exit);

        var refused = await StartedProgram.RunAsync(
            [.. Built.Fleet, "simulate", "--agents", "5", "--socket", other["data/fleet.sock"]],
            ("FLEET_AGENT", Built.AgentProgram)
        );

        Assert.Equal(Usage, refused.Exit);
        Assert.Contains("this controller has 1 real host (web-1)", refused.Stderr);
        Assert.Contains("--beside-real-hosts", refused.Stderr);
        Assert.Equal(1, (await other.AskAsync("status")).GetProperty("hosts").GetInt32());
    }

    private async Task AllAsync(StartedProgram simulation)
    {
        await simulation.SaysAsync($"{Hosts} connected");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await OnlineAsync() < Hosts || await ReportedAsync() < Hosts)
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private async Task<int> OnlineAsync() =>
        (await fleet.AskAsync("status")).GetProperty("hostsOnline").GetInt32();

    private async Task<int> ReportedAsync() => (await ValuesAsync("sshd_config/Port")).Count;

    /// <summary>Facts over the whole fleet, and labels spread over it.</summary>
    private async Task AsExpectedAsync()
    {
        var root = await ValuesAsync("sshd_config/PermitRootLogin");
        Assert.Equal(["no", "yes"], root.Values.Distinct().Order());
        Assert.True(root.Values.Count(value => value == "no") > Hosts / 2);
        Assert.Equal(Hosts, (await ValuesAsync("host_key/ssh-ed25519")).Values.Distinct().Count());
        Assert.Equal(Hosts / 2, await LabelledAsync("dc=a"), tolerance: 2);
        Assert.Equal(Hosts / 3, await LabelledAsync("env=prod"), tolerance: 2);
        Assert.Equal(Hosts, await LabelledAsync("simulated=true"));
    }

    private async Task<double> LabelledAsync(string label) =>
        (await fleet.AskAsync("hosts", "--label", label)).GetProperty("hosts").GetArrayLength();

    private async Task<Dictionary<string, string>> ValuesAsync(string key) =>
        (await fleet.AskAsync("facts", key))
            .GetProperty("groups")
            .EnumerateArray()
            .SelectMany(value =>
                value
                    .GetProperty("hosts")
                    .EnumerateArray()
                    .Select(host => (Host: host.GetString()!, Value: Text(value)))
            )
            .ToDictionary(each => each.Host, each => each.Value);

    private static string Text(JsonElement value) => value.GetProperty("value").GetString()!;

    private StartedProgram Simulate(params string[] options) =>
        StartedProgram.Start(
            [
                .. Built.Fleet,
                "simulate",
                "--agents",
                $"{Hosts}",
                .. options,
                "--socket",
                fleet["data/fleet.sock"],
            ],
            ("FLEET_AGENT", Built.AgentProgram)
        );

    /// <summary>A controller for one test alone.</summary>
    private sealed class OwnFleet : IAsyncDisposable
    {
        public ServedFleet Fleet { get; } = new();

        public ValueTask InitializeAsync() => Fleet.InitializeAsync();

        public ValueTask DisposeAsync() => Fleet.DisposeAsync();
    }
}
