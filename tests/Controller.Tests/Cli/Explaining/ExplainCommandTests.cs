using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;

namespace Fleet.Controller.Tests.Cli.Explaining;

public sealed class ExplainCommandTests : IAsyncLifetime
{
    private const string Refused = "ssh: connect to host web-12 port 22: Connection refused";
    private const string Generic =
        "Nov 22 08:39:24 web-12 sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]";

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Theory]
    [InlineData(Refused, "listener.refused")]
    [InlineData("ssh: connect to host web-12 port 22: Connection timed out", "firewall.silence")]
    [InlineData("alice@web-12: Permission denied (publickey,password).", "key.refused")]
    [InlineData(
        "Received disconnect from 10.0.4.12 port 22:2: Too many authentication failures",
        "key.too_many"
    )]
    [InlineData("@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @", "host_key.changed")]
    [InlineData("@response.txt: Connection refused", "listener.refused")]
    public async Task The_usual_errors_are_explained_without_a_controller(string text, string cause)
    {
        Assert.Equal(1, await OfflineAsync("explain", text, "--json"));

        Assert.Equal(cause, Json().GetProperty("causes")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Words_need_no_quotes() =>
        Assert.Equal(1, await OfflineAsync("explain", "Host", "key", "verification", "failed."));

    [Fact]
    public async Task What_is_piped_is_read()
    {
        Assert.Equal(1, await PipedAsync(Generic, "explain"));

        Assert.Contains(
            "The text alone cannot tell which of these 16 it is.",
            Line(),
            StringComparison.Ordinal
        );
        Assert.Contains("sshd takes no keys from this user", Line(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Who_types_is_told_what_to_do()
    {
        Assert.Equal(
            1,
            await RunAsync(
                Environment() with
                {
                    In = new StringReader(Refused),
                    IsInputTerminal = true,
                },
                "explain"
            )
        );

        Assert.Contains("Ctrl-D", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_and_one_that_is_not_there_is_a_usage_error()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Refused, TestContext.Current.CancellationToken);

        Assert.Equal(1, await OfflineAsync("explain", "--file", file));
        File.Delete(file);
        Assert.Equal(2, await OfflineAsync("explain", "--file", file));
        Assert.Contains("cannot be read", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain", "text", "--file", "x")]
    [InlineData("explain", "text", "--port", "0")]
    public async Task What_cannot_be_meant_is_a_usage_error(params string[] words) =>
        Assert.Equal(2, await OfflineAsync(words));

    [Fact]
    public async Task Text_that_nobody_knows_says_what_was_expected()
    {
        Assert.Equal(3, await OfflineAsync("explain", "hello world"));

        Assert.Contains(
            "expected the output of ssh -v",
            _error.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_login_that_works_is_in_order()
    {
        Assert.Equal(
            0,
            await OfflineAsync(
                "explain",
                "Nov 22 08:33:22 web-12 sshd[88]: Accepted publickey for alice from 10.0.9.7 port 51234 ssh2: ED25519 SHA256:3gcY6qrbyQiEetAch/ISEXtx8BRE35lEgOtilzuD04I"
            )
        );

        Assert.Contains(
            "Nothing in this text speaks of a fault",
            _out.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("explain", Refused)]
    [InlineData("explain", "Connection refused", "--host", "web-12")]
    public async Task What_the_fleet_knows_of_the_host_decides(params string[] words)
    {
        _controller.Fleet.Evidence["web-12"] = Stopped();

        Assert.Equal(1, await _controller.RunAsync(_out, _error, 100, [.. words, "--json"]));

        var cause = Json().GetProperty("causes")[0];
        Assert.Equal("listener.stopped", cause.GetProperty("id").GetString());
        Assert.True(cause.GetProperty("confirmed").GetBoolean());
        Assert.Equal("web-12", Json().GetProperty("server").GetProperty("host").GetString());
    }

    [Fact]
    public async Task A_host_that_the_fleet_does_not_know_is_explained_by_the_text_alone()
    {
        Assert.Equal(1, await _controller.RunAsync(_out, _error, 100, "explain", Refused));

        Assert.Contains("web-12 is not in the fleet", Line(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pasted_text_cannot_speak_to_the_terminal()
    {
        Assert.Equal(1, await OfflineAsync("explain", $"\u001b[2J\u202e{Refused}\u0007"));

        Assert.DoesNotContain(_out.ToString(), c => c is '\u001b' or '\u202e' or '\u0007');
        Assert.Contains(@"\x1b[2J", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public async Task No_line_is_wider_than_the_terminal(int width)
    {
        Assert.Equal(
            1,
            await RunAsync(
                Environment(width),
                "explain",
                "alice@web-12: Permission denied (publickey,password)."
            )
        );

        Assert.All(_out.ToString().Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    private static HostEvidence Stopped() =>
        new()
        {
            Host = new() { Name = "web-12", Link = LinkState.Offline },
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
                            Fact = new() { Key = "sshd/config_valid", Value = "yes" },
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

    private CliEnvironment Environment(int? width = null) =>
        TestController.Environment(_out, _error, width, "/nonexistent/fleet.sock");

    private Task<int> OfflineAsync(params string[] words) => RunAsync(Environment(), words);

    private Task<int> PipedAsync(string text, params string[] words) =>
        RunAsync(Environment() with { In = new StringReader(text) }, words);

    private static Task<int> RunAsync(CliEnvironment environment, params string[] words) =>
        FleetCommand.RunAsync(words, environment);

    private string Line() => _out.ToString().ReplaceLineEndings(" ");

    private JsonElement Json() => JsonDocument.Parse(_out.ToString()).RootElement;
}
