using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli;

public sealed class CommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task Hosts_are_one_line_each_and_no_line_is_wider_than_the_terminal()
    {
        _ = _controller.Fleet.Add(
            "web-12",
            Fails(
                "ssh.listener/reachable",
                "nobody can connect: port 22 is closed on every address that it had"
            )
        );
        _ = _controller.Fleet.Add("db-3");

        Assert.Equal(0, await RunAsync(60, "hosts"));

        var lines = _out.ToString().TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 60, line));
        Assert.Contains("web-12", lines[1]);
        Assert.Contains("unreachable", lines[1]);
        Assert.Contains("✗ nobody", lines[1]);
        Assert.Equal("2 hosts: 1 fine · 1 unreachable", lines[^1]);
    }

    [Fact]
    public async Task Text_from_a_host_cannot_speak_to_the_terminal()
    {
        _ = _controller.Fleet.Add(
            "web-12",
            Fails("ssh.paths/home", "user \u001b]0;evil\u0007 \u202e\nfaked line")
        );

        Assert.Equal(0, await RunAsync(100, "host", "web-12"));

        Assert.DoesNotContain('\u001b', _out.ToString());
        Assert.DoesNotContain('\u202e', _out.ToString());
        Assert.Contains(@"\x1b]0;evil\x07", _out.ToString());
    }

    [Fact]
    public async Task An_unknown_host_is_a_usage_error_with_the_nearest_name()
    {
        _ = _controller.Fleet.Add("web-12");

        Assert.Equal(ExitCode.Usage, await RunAsync(null, "host", "web-21"));

        Assert.Equal("fleet: no host is named web-21. Did you mean web-12?\n", _error.ToString());
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public async Task An_unknown_label_is_a_usage_error_with_the_nearest_label()
    {
        _controller.Fleet.Add("web-12").Summary.Labels["env"] = "prod";

        Assert.Equal(ExitCode.Usage, await RunAsync(null, "hosts", "--label", "env=prdo"));

        Assert.Equal(
            "fleet: no host has the label env=prdo. Did you mean env=prod (1 host)?\n",
            _error.ToString()
        );
    }

    [Theory]
    [InlineData("hosts")]
    [InlineData("host", "web-12")]
    [InlineData("facts", "sshd_config/PermitRootLogin")]
    [InlineData("regressions")]
    [InlineData("accept", "118", "--reason", "on purpose")]
    [InlineData("history", "web-12")]
    [InlineData("check", "web-12")]
    [InlineData("token", "create")]
    [InlineData("token", "list")]
    [InlineData("agents", "revoke", "web-12")]
    [InlineData("status")]
    [InlineData("access")]
    [InlineData("known-hosts")]
    public async Task Every_answer_is_JSON_with_a_schema_version_where_asked(params string[] words)
    {
        var host = _controller.Fleet.Add("web-12", Fails("ssh.paths/home", "\u001b[31m"));
        host.Regressions.Add(Drift(118));
        _controller.Fleet.Runs.Add(new() { Check = "ssh.paths", Status = RunStatus.Ran });
        using var key = AgentKey.New();
        _ = await _controller.JoinAsync(key, "web-12");

        Assert.Equal(0, await RunAsync(null, [.. words, "--json"]));

        var line = Assert.Single(_out.ToString().TrimEnd('\n').Split('\n'));
        Assert.Equal(
            1,
            JsonDocument.Parse(line).RootElement.GetProperty("schemaVersion").GetInt32()
        );
        Assert.DoesNotContain('\u001b', line);
    }

    [Fact]
    public async Task A_regression_shows_before_and_after_and_how_to_accept_it()
    {
        _controller.Fleet.Add("web-12").Regressions.Add(Drift(118));

        Assert.Equal(0, await RunAsync(100, "regressions"));

        Assert.Contains("#118  web-12  sshd_config/Port  22 → 2222", _out.ToString());
        Assert.Contains(
            "1 open on 1 host · accept with a reason: fleet accept 118",
            _out.ToString()
        );
    }

    [Fact]
    public async Task Who_accepts_is_the_user_at_the_other_end_of_the_socket()
    {
        _controller.Fleet.Add("web-12").Regressions.Add(Drift(118));

        Assert.Equal(0, await RunAsync(null, "accept", "#118", "--reason", "moved on purpose"));

        Assert.Equal(Environment.UserName, _controller.Fleet.AcceptedBy);
    }

    [Theory]
    [InlineData("accept", "118")]
    [InlineData("accept", "one", "--reason", "x")]
    [InlineData("accept", "118", "--reason", "x", "--until", "someday")]
    [InlineData("accept", "118", "--reason", "x", "--until", "2001-01-01")]
    [InlineData("accept", "999", "--reason", "x")]
    [InlineData("token", "create", "--label", "nonsense")]
    [InlineData("token", "create", "--host", "two words")]
    [InlineData("token", "create", "--minutes", "-1")]
    [InlineData("token", "revoke", "unknown")]
    [InlineData("agents", "revoke", "web-99")]
    [InlineData("history", "web-99")]
    [InlineData("hots")]
    [InlineData("hosts", "--lable", "a=b")]
    [InlineData("completion", "tcsh")]
    public async Task A_wrong_word_is_one_line_on_stderr_and_exit_code_2(params string[] words)
    {
        _controller.Fleet.Add("web-12").Regressions.Add(Drift(118));

        Assert.Equal(ExitCode.Usage, await RunAsync(null, words));

        Assert.StartsWith("fleet", Assert.Single(_error.ToString().TrimEnd('\n').Split('\n')));
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public async Task Without_a_controller_the_socket_is_named_and_the_exit_code_is_3()
    {
        var environment = TestController.Environment(_out, _error, null, "/nonexistent/fleet.sock");

        Assert.Equal(ExitCode.Offline, await FleetCommand.RunAsync(["hosts"], environment));

        Assert.Equal(
            "fleet: no controller answers at /nonexistent/fleet.sock: start one with `fleet serve` (or ./fleet up)\n",
            _error.ToString()
        );
    }

    [Theory]
    [InlineData(Outcome.Pass, ExitCode.Clean)]
    [InlineData(Outcome.Warn, ExitCode.Findings)]
    [InlineData(Outcome.Fail, ExitCode.Findings)]
    [InlineData(Outcome.Unknown, ExitCode.Offline)]
    [InlineData(Outcome.NotApplicable, ExitCode.Clean)]
    public async Task The_exit_code_of_a_check_says_what_it_found(Outcome outcome, int expected)
    {
        _ = _controller.Fleet.Add("web-12");
        var run = new RunCheckReply { Check = "ssh.paths", Status = RunStatus.Ran };
        run.Findings.Add(
            new Finding
            {
                Rule = "ssh.paths/home",
                Outcome = outcome,
                Summary = "so",
            }
        );
        _controller.Fleet.Runs.Add(run);

        Assert.Equal(expected, await RunAsync(null, "check", "web-12"));
    }

    [Fact]
    public async Task A_join_line_is_the_only_data_of_a_new_token()
    {
        Assert.Equal(0, await RunAsync(null, "token", "create"));

        Assert.StartsWith(
            "fleet-agent join 127.0.0.1:",
            Assert.Single(_out.ToString().TrimEnd('\n').Split('\n'))
        );
        Assert.Contains(_controller.Parts.Certificates.RootPin, _out.ToString());
        Assert.Contains("15 min", _error.ToString());
    }

    [Fact]
    public async Task Help_ends_with_examples()
    {
        Assert.Equal(0, await RunAsync(null, "hosts", "--help"));

        Assert.Contains("Examples:\n  fleet hosts\n", _out.ToString());
    }

    [Fact]
    public async Task Host_names_are_completed_from_the_controller()
    {
        _ = _controller.Fleet.Add("web-12");

        Assert.Equal(0, await RunAsync(null, "[suggest:11]", "fleet host "));

        Assert.Contains("web-12", _out.ToString());
    }

    private Task<int> RunAsync(int? width, params string[] words) =>
        _controller.RunAsync(_out, _error, width, words);

    private static Finding Fails(string rule, string summary) =>
        new()
        {
            Rule = rule,
            Outcome = Outcome.Fail,
            Severity = Severity.High,
            Summary = summary,
            Since = DateTimeOffset.UtcNow.AddHours(-1).ToTimestamp(),
        };

    private static Regression Drift(long id) =>
        new()
        {
            Id = id,
            Host = "web-12",
            Kind = RegressionKind.Drift,
            Check = "ssh.config",
            Subject = "sshd_config/Port",
            State = RegressionState.Open,
            Severity = Severity.Medium,
            Summary = "the port changed",
            Before = "22",
            After = "2222",
            OpenedAt = DateTimeOffset.UtcNow.ToTimestamp(),
        };
}
