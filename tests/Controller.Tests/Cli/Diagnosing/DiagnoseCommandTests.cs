using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;

namespace Fleet.Controller.Tests.Cli.Diagnosing;

/// <summary>The command on this machine, against loopback ports of its own.</summary>
public sealed class DiagnoseCommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Theory]
    [InlineData("web-12:ssh", "1 to 65535")]
    [InlineData("-oProxyCommand=x", "do not begin with -")]
    public async Task A_target_that_is_none_is_a_usage_error(string target, string said)
    {
        Assert.Equal(2, await RunAsync("diagnose", target));
        Assert.Contains(said, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_that_is_not_there_is_a_usage_error()
    {
        Assert.Equal(2, await RunAsync("diagnose", "web-12", "--key", "/nonexistent/key"));
        Assert.Contains("there is no such file", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_targets_have_exactly_one_outcome_each()
    {
        string[] targets = [.. Enumerable.Range(0, 5).Select(_ => $"alice@127.0.0.1:{FreePort()}")];

        Assert.Equal(1, await RunAsync(["diagnose", .. targets]));

        var lines = _out.ToString().TrimEnd().Split('\n');
        Assert.Equal(
            targets.Order(StringComparer.Ordinal),
            lines.Select(line => line.Split(' ')[1]).Order(StringComparer.Ordinal)
        );
        Assert.All(lines, line => Assert.Contains("listener.refused", line));
        Assert.Contains("5 hosts: 0 let in · 5 refuse · 0 not known", _error.ToString());
    }

    [Fact]
    public async Task Hosts_are_chosen_by_their_label()
    {
        _controller.Fleet.Add("web-12.invalid").Summary.Labels["env"] = "prod";
        _controller.Fleet.Add("db-3.invalid").Summary.Labels["env"] = "test";

        Assert.Equal(
            1,
            await RunAsync("diagnose", "--label", "env=prod", "--user", "alice", "--json")
        );

        var said = JsonDocument.Parse(_out.ToString()).RootElement;
        Assert.Equal("web-12.invalid", said.GetProperty("host").GetString());
        Assert.Equal("alice", said.GetProperty("user").GetString());
        Assert.Equal("name", said.GetProperty("closedGate").GetString());
    }

    [Theory]
    [InlineData("no target", "diagnose")]
    [InlineData("no host has the label env=prdo", "diagnose", "--label", "env=prdo")]
    [InlineData("one place", "diagnose", "web-12", "db-3", "--watch")]
    [InlineData("name one target", "diagnose", "web-12", "db-3", "--from", "198.51.100.7")]
    public async Task What_is_no_choice_of_targets_is_a_usage_error(
        string said,
        params string[] words
    )
    {
        _controller.Fleet.Add("web-12").Summary.Labels["env"] = "prod";

        Assert.Equal(2, await RunAsync(words));

        Assert.Contains(said, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_a_finding_with_the_gates_before_it_open()
    {
        Assert.Equal(1, await RunAsync("diagnose", $"alice@127.0.0.1:{FreePort()}", "--json"));

        var said = JsonDocument.Parse(_out.ToString()).RootElement;
        Assert.Equal("listener", said.GetProperty("closedGate").GetString());
        Assert.Equal(
            "listener.refused",
            said.GetProperty("causes")[0].GetProperty("id").GetString()
        );
        Assert.Contains(
            "is not in the fleet",
            said.GetProperty("server").GetProperty("doubt").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_the_controller_has_of_the_host_decides_where_it_is_fresh()
    {
        _ = _controller.Fleet.Add("127.0.0.1");
        _controller.Fleet.Evidence["127.0.0.1"] = Stopped();

        Assert.Equal(1, await RunAsync("diagnose", $"alice@127.0.0.1:{FreePort()}", "--json"));

        var cause = JsonDocument.Parse(_out.ToString()).RootElement.GetProperty("causes")[0];
        Assert.Equal("listener.stopped", cause.GetProperty("id").GetString());
        Assert.Equal("certain", cause.GetProperty("confidence").GetString());
    }

    [Fact]
    public async Task From_elsewhere_nothing_is_dialled_and_the_host_decides()
    {
        _ = _controller.Fleet.Add("127.0.0.1");
        _controller.Fleet.Evidence["127.0.0.1"] = Stopped();

        Assert.Equal(1, await RunAsync("diagnose", "alice@127.0.0.1", "--from", "198.51.100.7"));

        Assert.Contains("from 198.51.100.7", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("sshd is not running", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_came_while_the_fleet_looked_on_is_told_with_its_regression()
    {
        var evidence = Stopped();
        evidence.Regressions.Add(
            new Regression
            {
                Id = 118,
                Rule = "ssh.service/running",
                OpenedAt = evidence.At,
                Changes =
                {
                    new FactChange
                    {
                        Key = "sshd/running",
                        Before = "yes",
                        After = "no",
                    },
                },
            }
        );
        _ = _controller.Fleet.Add("127.0.0.1");
        _controller.Fleet.Evidence["127.0.0.1"] = evidence;

        Assert.Equal(1, await RunAsync("diagnose", "alice@127.0.0.1", "--from", "198.51.100.7"));

        Assert.Contains(
            "(regression #118): sshd/running yes → no",
            _out.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Text_from_the_host_cannot_speak_to_the_terminal()
    {
        var evidence = Stopped("line 1: \u001b[2Jevil");
        _ = _controller.Fleet.Add("127.0.0.1");
        _controller.Fleet.Evidence["127.0.0.1"] = evidence;

        Assert.Equal(1, await RunAsync("diagnose", $"alice@127.0.0.1:{FreePort()}"));

        Assert.Contains("evil", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _out.ToString());
    }

    private static HostEvidence Stopped(string configuration = "yes") =>
        new()
        {
            Host = new() { Name = "127.0.0.1", Link = LinkState.Online },
            At = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                DateTimeOffset.UnixEpoch
            ),
            Checks =
            {
                new CheckEvidence
                {
                    Check = "ssh.service",
                    Status = RunStatus.Ran,
                    Coverage = { new Coverage { State = CoverageState.Complete } },
                    Facts =
                    {
                        new HeldFact
                        {
                            Fact = new() { Key = "sshd/config_valid", Value = configuration },
                        },
                        new HeldFact
                        {
                            Fact = new() { Key = "sshd/running", Value = "no" },
                        },
                        new HeldFact
                        {
                            Fact = new() { Key = "sshd/activation", Value = "service" },
                        },
                    },
                },
            },
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, 100, words);
}
