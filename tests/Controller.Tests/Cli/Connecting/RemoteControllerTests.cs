using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;

namespace Fleet.Controller.Tests.Cli.Connecting;

/// <summary>The CLI on another machine: over TLS to a pinned controller, with a token that has a role and a scope.</summary>
public sealed class RemoteControllerTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        _controller.Fleet.Add("web-12").Summary.Labels["env"] = "prod";
        _controller.Fleet.Add("db-3").Summary.Labels["env"] = "test";
    }

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task A_viewer_reads_over_the_network()
    {
        await BeAsync("--role", "viewer");

        Assert.Equal(0, await RunAsync("hosts"));

        Assert.Contains("web-12", _out.ToString());
        Assert.Contains("db-3", _out.ToString());
    }

    [Fact]
    public async Task A_viewer_may_not_make_hosts_look_and_learns_what_it_takes()
    {
        await BeAsync("--role", "viewer");

        Assert.Equal(ExitCode.NotAllowed, await RunAsync("check", "web-12"));

        Assert.Equal(
            "fleet: alice is viewer, and this needs diagnoser: an admin makes a token with fleet operator create\n",
            _error.ToString()
        );
    }

    [Theory]
    [InlineData("hosts")]
    [InlineData("host", "db-3")]
    [InlineData("history", "db-3")]
    [InlineData("check", "db-3")]
    [InlineData("regressions", "--host", "db-3")]
    [InlineData("can", "alice", "from", "10.0.0.5", "to", "db-3")]
    [InlineData("preflight", "db-3", "--sshd-config", "/dev/null")]
    [InlineData("diagnosis", "--host", "db-3")]
    [InlineData("diagnose", "db-3", "--from", "all")]
    public async Task Outside_of_the_scope_hosts_do_not_exist(params string[] words)
    {
        await BeAsync("--role", "diagnoser", "--label", "env=prod");

        _ = await RunAsync(words);

        Assert.DoesNotContain("db-3 ", _out.ToString());
        if (words.Length > 1)
        {
            Assert.Contains("no host is named db-3", _error.ToString());
        }
    }

    [Fact]
    public async Task A_diagnosis_of_a_host_outside_of_the_scope_does_not_exist()
    {
        await BeAsync("--role", "viewer", "--label", "env=prod");
        foreach (var (id, host) in new[] { (1, "web-12"), (2, "db-3"), (3, "") })
        {
            _controller.Fleet.Diagnoses.Add(
                new()
                {
                    Summary = new()
                    {
                        Id = id,
                        At = new(),
                        Host = host,
                        Target = $"root@target-{id}",
                        By = "bob",
                    },
                    Answer = "{}",
                }
            );
        }

        Assert.Equal(0, await RunAsync("diagnosis"));
        Assert.Contains("target-1", _out.ToString());
        Assert.DoesNotContain("target-2", _out.ToString());
        Assert.DoesNotContain("target-3", _out.ToString());
        Assert.Equal(ExitCode.Clean, await RunAsync("diagnosis", "D-1", "--json"));
        Assert.Equal(ExitCode.Usage, await RunAsync("diagnosis", "D-2", "--json"));
        Assert.Equal(ExitCode.Usage, await RunAsync("diagnosis", "D-3", "--json"));
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        var id = await BeAsync("--role", "admin");
        Assert.Equal(0, await RunAsync("operator", "revoke", id));

        Assert.Equal(ExitCode.NotAllowed, await RunAsync("hosts"));

        Assert.Equal("fleet: the API token is unknown, expired or revoked\n", _error.ToString());
    }

    [Fact]
    public async Task An_expired_token_opens_nothing()
    {
        _ = await BeAsync("--role", "viewer", "--days", "1");
        _controller.Time.Now += TimeSpan.FromDays(2);

        Assert.Equal(ExitCode.NotAllowed, await RunAsync("hosts"));
    }

    [Fact]
    public async Task A_controller_with_another_root_is_not_asked()
    {
        _ = await BeAsync("--role", "viewer");
        _variables["FLEET_PIN"] = "sha256:" + new string('a', 64);

        Assert.Equal(ExitCode.Offline, await RunAsync("hosts"));

        Assert.Contains("is not the pinned controller", _error.ToString());
        Assert.Empty(_out.ToString());
    }

    [Theory]
    [InlineData("FLEET_CONTROLLER", "http://x:1", "expected https://HOST:PORT")]
    [InlineData("FLEET_PIN", "", "FLEET_PIN")]
    [InlineData("FLEET_PIN", "sha256:zz", "64 hexadecimal digits")]
    [InlineData("FLEET_TOKEN", "", "FLEET_TOKEN")]
    public async Task What_is_missing_or_malformed_is_named(
        string variable,
        string value,
        string said
    )
    {
        _ = await BeAsync("--role", "viewer");
        _variables[variable] = value;

        Assert.Equal(ExitCode.Usage, await RunAsync("hosts"));

        Assert.Contains(said, _error.ToString());
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Agents_do_not_get_in_with_a_token()
    {
        _ = await BeAsync("--role", "admin");
        using var channel = _controller.Dial();

        var refused = await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () =>
        {
            using var call = new AgentLink.AgentLinkClient(channel).Connect(
                new Grpc.Core.Metadata
                {
                    { "authorization", $"Bearer {_variables["FLEET_TOKEN"]}" },
                }
            );
            _ = await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        });

        Assert.Equal(Grpc.Core.StatusCode.Unauthenticated, refused.StatusCode);
    }

    /// <summary>Makes a token on the controller's machine and takes its lines into the environment, as alice's shell would.</summary>
    /// <returns>The token's id.</returns>
    private async Task<string> BeAsync(params string[] options)
    {
        using var made = new StringWriter();
        Assert.Equal(
            0,
            await _controller.RunAsync(made, ["operator", "create", "alice", .. options, "--json"])
        );
        using var json = JsonDocument.Parse(made.ToString());
        _variables["FLEET_CONTROLLER"] = json.RootElement.GetProperty("controller").GetString()!;
        _variables["FLEET_PIN"] = json.RootElement.GetProperty("pin").GetString()!;
        _variables["FLEET_TOKEN"] = json.RootElement.GetProperty("secret").GetString()!;
        return json.RootElement.GetProperty("token").GetProperty("id").GetString()!;
    }

    private Task<int> RunAsync(params string[] words) =>
        FleetCommand.RunAsync(
            words,
            TestController.Environment(_out, _error, width: null, socket: "") with
            {
                Variable = name => _variables.GetValueOrDefault(name),
            }
        );
}
