using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli;

public sealed class CanCommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        var web = _controller.Fleet.Add("web-12");
        web.Checks.Add(
            new CheckState
            {
                Check = "ssh.config",
                Status = RunStatus.Ran,
                LastRunAt = DateTimeOffset.UtcNow.AddMinutes(-3).ToTimestamp(),
            }
        );
        _ = _controller.Fleet.Add("bastion-1");
        _controller.Fleet.Can = CanReplies.Open();
    }

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Fact]
    public async Task Yes_names_the_key_its_line_and_the_source()
    {
        Assert.Equal(0, await RunAsync("can", "alice", "from", "10.0.0.5", "to", "web-12"));

        Assert.StartsWith(
            $"yes, by publickey {CanReplies.AliceKey} (/home/alice/.ssh/authorized_keys:3) from 10.0.0.5\n",
            _out.ToString()
        );
        Assert.Contains("as web-12 was seen at", _out.ToString());
        Assert.Contains("(3 min)", _out.ToString());
        var asked = _controller.Fleet.CanAsked.Asked;
        Assert.Equal(("alice", "10.0.0.5", "web-12"), (asked.User, asked.Source, asked.Host));
    }

    [Fact]
    public async Task No_names_the_line_that_decides_and_what_to_run()
    {
        _controller.Fleet.Can = CanReplies.Closed();

        Assert.Equal(
            ExitCode.Findings,
            await RunAsync("can", "alice", "from", "bastion-1", "to", "web-12")
        );

        Assert.StartsWith(
            "no: AllowUsers bob (/etc/ssh/sshd_config.d/10-x.conf:4): AllowUsers leaves the user out\n"
                + "  then: PubkeyAuthentication no (/etc/ssh/sshd_config:9): PubkeyAuthentication is no\n"
                + "  fix  on web-12, as root:\n"
                + "         sed -i one\n"
                + "         sshd -t && systemctl reload ssh\n",
            _out.ToString()
        );
    }

    [Fact]
    public async Task Not_known_is_an_answer_of_its_own()
    {
        _controller.Fleet.Can.Verdict = LoginVerdict.Unknown;
        var answer = _controller.Fleet.Can.Answers[0];
        answer.Verdict = LoginVerdict.Unknown;
        answer.Ways[0].Verdict = LoginVerdict.Unknown;
        answer.Ways[0].Deciding = new LoginGateAnswer
        {
            Gate = "firewall",
            Verdict = LoginVerdict.Unknown,
            Words = "the firewall is not known: no rights",
        };

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("can", "alice", "from", "anywhere", "to", "web-12")
        );

        Assert.StartsWith("unknown: the firewall is not known: no rights\n", _out.ToString());
    }

    [Fact]
    public async Task A_host_that_is_offline_is_said_to_be()
    {
        var summary = _controller.Fleet.Hosts[0].Summary;
        summary.Link = LinkState.Offline;
        summary.LinkSince = DateTimeOffset.UtcNow.AddHours(-5).ToTimestamp();

        _ = await RunAsync("can", "alice", "from", "10.0.0.5", "to", "web-12");

        Assert.Contains("the host is offline since", _out.ToString());
        Assert.Contains("what changed since is not known", _out.ToString());
    }

    [Theory]
    [InlineData("can", "alice", "to", "web-12", "from", "10.0.0.5")]
    [InlineData("can", "--user", "alice", "--from", "10.0.0.5", "--to", "web-12")]
    [InlineData("can", "alice", "--from", "10.0.0.5", "--to", "web-12")]
    public async Task Words_in_another_order_and_options_ask_the_same(params string[] words)
    {
        Assert.Equal(0, await RunAsync(words));

        var asked = _controller.Fleet.CanAsked.Asked;
        Assert.Equal(("alice", "10.0.0.5", "web-12"), (asked.User, asked.Source, asked.Host));
    }

    [Fact]
    public async Task A_public_keys_file_is_asked_about_by_its_key()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB3R2cCAHEIf7uJ0Fx6RHmNHhmDTtgRkoMcXtiXw0Tyi me\n"
        );

        Assert.Equal(
            0,
            await RunAsync("can", "alice", "from", "10.0.0.5", "to", "web-12", "--key", file)
        );

        var key = _controller.Fleet.CanAsked.Key!;
        Assert.StartsWith("SHA256:", key.Fingerprint);
        Assert.Equal(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB3R2cCAHEIf7uJ0Fx6RHmNHhmDTtgRkoMcXtiXw0Tyi",
            key.Line
        );
        File.Delete(file);
    }

    [Theory]
    [InlineData("who", "can")]
    [InlineData("from where", "can", "alice", "to", "web-12")]
    [InlineData("to which host", "can", "alice", "from", "10.0.0.5")]
    [InlineData("web-12 is not understood", "can", "alice", "from", "10.0.0.5", "web-12")]
    [InlineData("Did you mean web-12?", "can", "alice", "from", "10.0.0.5", "to", "web-21")]
    [InlineData(
        "bastion-2 is neither an address nor a host of the fleet nor anywhere. Did you mean bastion-1?",
        "can",
        "alice",
        "from",
        "bastion-2",
        "to",
        "web-12"
    )]
    [InlineData("10.5 is neither", "can", "alice", "from", "10.5", "to", "web-12")]
    [InlineData(
        "--key /not/there.pub: cannot be read",
        "can",
        "alice",
        "from",
        "10.0.0.5",
        "to",
        "web-12",
        "--key",
        "/not/there.pub"
    )]
    [InlineData(
        "the key: SHA256:abc: expected",
        "can",
        "alice",
        "from",
        "10.0.0.5",
        "to",
        "web-12",
        "--key",
        "SHA256:abc"
    )]
    [InlineData(
        "--port 0: a port is",
        "can",
        "alice",
        "from",
        "10.0.0.5",
        "to",
        "web-12",
        "--port",
        "0"
    )]
    public async Task A_wrong_word_is_a_usage_error_that_names_it(
        string said,
        params string[] words
    )
    {
        Assert.Equal(ExitCode.Usage, await RunAsync(words));

        Assert.Contains(said, Assert.Single(_error.ToString().TrimEnd('\n').Split('\n')));
        Assert.Empty(_out.ToString());
    }

    [Fact]
    public async Task JSON_has_every_way_and_gate_and_nothing_that_a_terminal_obeys()
    {
        _controller.Fleet.Can.Answers[0].Ways[0].Comment = "me\u001b[2J";

        Assert.Equal(
            0,
            await RunAsync("can", "alice", "from", "10.0.0.5", "to", "web-12", "--json")
        );

        var json = JsonDocument.Parse(_out.ToString()).RootElement;
        Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("yes", json.GetProperty("verdict").GetString());
        Assert.Equal("online", json.GetProperty("age").GetProperty("link").GetString());
        var way = json.GetProperty("answers")[0].GetProperty("ways")[0];
        Assert.Equal(CanReplies.AliceKey, way.GetProperty("fingerprint").GetString());
        Assert.Equal("key", way.GetProperty("deciding").GetProperty("gate").GetString());
        Assert.DoesNotContain('\u001b', _out.ToString());
    }

    [Fact]
    public async Task Text_from_the_host_cannot_speak_to_the_terminal()
    {
        _controller.Fleet.Can = CanReplies.Closed();
        _controller.Fleet.Can.Answers[0].Ways[0].Deciding.Line = "AllowUsers \u001b]0;x\u0007";

        _ = await RunAsync("can", "alice", "from", "10.0.0.5", "to", "web-12");

        Assert.DoesNotContain('\u001b', _out.ToString());
        Assert.Contains(@"\x1b]0;x\x07", _out.ToString());
    }

    [Theory]
    [InlineData("fleet can alice ", "from")]
    [InlineData("fleet can alice from ", "anywhere")]
    [InlineData("fleet can alice from 10.0.0.5 to w", "web-12")]
    public async Task The_completion_knows_which_word_comes_next(string line, string expected)
    {
        Assert.Equal(0, await RunAsync($"[suggest:{line.Length}]", line));

        Assert.Contains(expected, _out.ToString().Split('\n'));
    }

    [Fact]
    public async Task The_help_has_examples()
    {
        Assert.Equal(0, await RunAsync("can", "--help"));

        Assert.Contains("  fleet can alice from 10.0.0.5 to web-12\n", _out.ToString());
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, null, words);
}
