using System.Text.Json;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli.Diagnosing;

/// <summary>The network judged from another host's view.</summary>
public sealed class VantageCommandTests : IAsyncLifetime
{
    private const string At = "198.51.100.12:22";
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        Add("web-12", "198.51.100.12");
        Add("bastion-1", "203.0.113.7");
    }

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task The_gates_of_the_network_are_the_vantage_hosts_and_the_source_is_its_address()
    {
        See(Sight("bastion-1", "connected", "SSH-2.0-OpenSSH_9.6", local: "203.0.113.7:40000"));

        Assert.Equal(
            3,
            await RunAsync("diagnose", "alice@web-12", "--from", "bastion-1", "--json")
        );

        Assert.Equal(
            ("web-12", true),
            (_controller.Fleet.ReachAsked.Host, _controller.Fleet.ReachAsked.IsNow)
        );
        Assert.Equal(["bastion-1"], _controller.Fleet.ReachAsked.From);
        var said = Said();
        Assert.Equal("bastion-1", said.GetProperty("vantage").GetString());
        Assert.Equal("203.0.113.7", said.GetProperty("source").GetString());
        Assert.Equal("198.51.100.12", said.GetProperty("address").GetString());
        Assert.Equal(
            ["name", "route", "source_firewall", "firewall", "ban", "listener", "banner"],
            Gates(said, "open")
        );
        Assert.Equal("", said.GetProperty("vantageDoubt").GetString());
    }

    [Fact]
    public async Task A_refused_connection_closes_the_listener_from_there()
    {
        See(Sight("bastion-1", "refused", "Connection refused"));

        Assert.Equal(
            1,
            await RunAsync("diagnose", "alice@web-12", "--from", "bastion-1", "--json")
        );

        Assert.Equal("listener", Said().GetProperty("closedGate").GetString());
        Assert.Contains(
            "rejects bastion-1",
            Said().GetProperty("causes")[0].GetProperty("summary").GetString()
        );
        // Nothing connected: the source is what the vantage host says of itself.
        Assert.Equal("203.0.113.7", Said().GetProperty("source").GetString());
    }

    [Fact]
    public async Task Commands_for_the_client_are_for_the_vantage_host()
    {
        See(Sight("bastion-1", "network unreachable", "Network is unreachable"));

        Assert.Equal(1, await RunAsync("diagnose", "alice@web-12", "--from", "bastion-1"));

        Assert.Contains("bastion-1 has no route to", _out.ToString());
        Assert.Contains("on bastion-1:", _out.ToString());
        Assert.DoesNotContain("Fix     here:", _out.ToString());
    }

    [Theory]
    [InlineData("could not be asked: it is not connected")]
    [InlineData("could not be asked: too many looks in the last minute")]
    public async Task A_vantage_host_that_cannot_look_leaves_its_gates_unknown_and_is_named(
        string why
    )
    {
        See(Sight("bastion-1", "", why));

        Assert.Equal(3, await RunAsync("diagnose", "alice@web-12", "--from", "bastion-1"));

        Assert.Contains(
            $"bastion-1 did not look: {why}",
            _out.ToString().ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal)
        );
        Assert.Contains("Not determined", _out.ToString());
    }

    [Fact]
    public async Task A_port_that_sshd_does_not_have_is_not_looked_at()
    {
        See(Sight("bastion-1", "connected", "SSH-2.0-OpenSSH_9.6"));

        Assert.Equal(
            3,
            await RunAsync("diagnose", "alice@web-12:2222", "--from", "bastion-1", "--json")
        );

        Assert.Contains("not port 2222", Said().GetProperty("vantageDoubt").GetString());
        Assert.Empty(Gates(Said(), "open"));
    }

    [Fact]
    public async Task A_target_that_the_fleet_does_not_know_is_no_target_for_agents()
    {
        Assert.Equal(
            3,
            await RunAsync("diagnose", "alice@elsewhere", "--from", "bastion-1", "--json")
        );

        Assert.Contains("hosts of the fleet alone", Said().GetProperty("vantageDoubt").GetString());
        Assert.Null(_controller.Fleet.ReachAsked.Host);
    }

    [Fact]
    public async Task All_over_the_fleet_shows_one_cut_network_beside_those_that_get_through()
    {
        See(
            Sight("bastion-1", "timed out", "no answer", wasReached: true),
            Sight("web-13", "connected", "SSH-2.0-OpenSSH_9.6")
        );
        _controller.Fleet.Reach.NotAsked = 1200;
        _controller.Fleet.Reach.Verdicts.Add(
            new ReachConclusion
            {
                Endpoint = At,
                Fault = ReachFault.Way,
                Text = "the way from there is cut",
            }
        );

        Assert.Equal(1, await RunAsync("diagnose", "web-12", "--from", "all"));

        Assert.Equal<string>([], _controller.Fleet.EverywhereAsked!);
        var said = _out.ToString();
        Assert.Contains("web-12 198.51.100.12:22", said);
        Assert.Contains("bastion-1  10.78.0.0/24  ✗ timed out", said);
        Assert.Contains("web-13     10.78.0.0/24  ✓ connected", said);
        Assert.Contains("✗ the way from there is cut", said);
        Assert.Contains("1,200 connected hosts besides not asked", said);
    }

    [Fact]
    public async Task A_label_chooses_the_vantage_hosts_and_who_cannot_look_is_unknown()
    {
        _controller.Fleet.Hosts[1].Summary.Labels["site"] = "office";
        See(Sight("bastion-1", "", "could not be asked: it is not connected"));
        _controller.Fleet.Reach.Verdicts.Add(
            new ReachConclusion
            {
                Endpoint = At,
                Fault = ReachFault.Unknown,
                Text = "nobody",
            }
        );

        Assert.Equal(3, await RunAsync("diagnose", "web-12", "--from", "site=office"));

        Assert.Equal(["site=office"], _controller.Fleet.EverywhereAsked!);
        Assert.Contains("? unknown", _out.ToString());
        Assert.Contains("bastion-1 could not be asked: it is not connected", _out.ToString());
    }

    [Theory]
    [InlineData("no host has the label site=ofice", "diagnose", "web-12", "--from", "site=ofice")]
    [InlineData("no host is named web-99", "diagnose", "web-99", "--from", "all")]
    [InlineData("10 seconds or more", "diagnose", "web-12", "--watch", "--interval", "5")]
    [InlineData("one target from one place", "diagnose", "web-12", "--from", "all", "--watch")]
    public async Task What_cannot_be_is_a_usage_error(string said, params string[] words)
    {
        Assert.Equal(2, await RunAsync(words));
        Assert.Contains(said, _error.ToString());
        Assert.Empty(_out.ToString());
    }

    private void Add(string name, string address)
    {
        _ = _controller.Fleet.Add(name);
        _controller.Fleet.Evidence[name] = new()
        {
            Host = new() { Name = name, Link = LinkState.Online },
            At = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
            Checks =
            {
                new CheckEvidence
                {
                    Check = "host.reach",
                    Status = RunStatus.Ran,
                    Coverage = { new Coverage { State = CoverageState.Complete } },
                    Facts =
                    {
                        new HeldFact
                        {
                            Fact = new() { Key = $"address/{address}", Value = "eth0 10.0.0.0/8" },
                        },
                    },
                },
            },
        };
    }

    private void See(params ReachLookEntry[] sights) =>
        _controller.Fleet.Reach = new() { Host = "web-12", Sights = { sights } };

    private static ReachLookEntry Sight(
        string from,
        string outcome,
        string note,
        string local = "",
        bool wasReached = false
    ) =>
        new()
        {
            From = from,
            Networks = { "10.78.0.0/24" },
            Endpoint = At,
            Outcome = outcome,
            Note = note,
            Local = local,
            WasReached = wasReached,
        };

    private JsonElement Said() => JsonDocument.Parse(_out.ToString()).RootElement;

    private static string[] Gates(JsonElement said, string state) =>
        [
            .. said.GetProperty("gates")
                .EnumerateArray()
                .Where(gate => gate.GetProperty("state").GetString() == state)
                .Select(gate => gate.GetProperty("gate").GetString()!),
        ];

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, 100, words);
}
