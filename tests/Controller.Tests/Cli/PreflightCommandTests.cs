using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;

namespace Fleet.Controller.Tests.Cli;

public sealed class PreflightCommandTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly TempFolder _folder = new();
    private TestController _controller = null!;

    private string Proposed => _folder["sshd_config"];

    public async ValueTask InitializeAsync()
    {
        _controller = await TestController.StartAsync();
        _ = _controller.Fleet.Add("web-12");
        await File.WriteAllTextAsync(Proposed, "UsePAM yes\nAllowUsers bob\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_loses_comes_first_with_the_line_that_does_it()
    {
        _controller.Fleet.Preflight = Lost();

        Assert.Equal(ExitCode.Findings, await RunAsync());

        Assert.StartsWith(
            "✗ 1 account on web-12 would lose access\n"
                + "✗ locked out altogether: alice\n"
                + "✗ alice loses publickey SHA256:abc (/home/alice/.ssh/authorized_keys:1) from any IPv4, 2001:db8::/32: AllowUsers bob: AllowUsers leaves the user out (/etc/ssh/sshd_config:2)\n"
                + "SETTING     NOW  THEN  BY\n"
                + "AllowUsers  –    bob   /etc/ssh/sshd_config:2\n",
            _out.ToString()
        );
        Assert.Contains("not tested by the host's own sshd", _out.ToString());
        Assert.Equal("UsePAM yes\nAllowUsers bob\n", _controller.Fleet.PreflightAsked.SshdConfig);
    }

    [Fact]
    public async Task A_file_that_locks_everybody_out_says_so_loudly()
    {
        _controller.Fleet.Preflight = Lost();
        _controller.Fleet.Preflight.NobodyLeft = true;
        _controller.Fleet.Preflight.OpenBefore = 3;

        Assert.Equal(ExitCode.Findings, await RunAsync());

        Assert.StartsWith(
            "✗ NOBODY could log in to web-12 any more: 3 accounts can be logged in to now\n",
            _out.ToString()
        );
    }

    [Fact]
    public async Task An_invalid_file_is_told_as_editors_read_it()
    {
        _controller.Fleet.Preflight = new PreflightReply
        {
            Host = "web-12",
            Verdict = PreflightVerdict.Invalid,
            Errors =
            {
                new ConfigProblem
                {
                    File = "/etc/ssh/sshd_config",
                    Line = 2,
                    Column = 3,
                    Message = "Bad configuration option: \u001b[2J",
                },
            },
        };

        Assert.Equal(ExitCode.Usage, await RunAsync());

        Assert.Equal($"{Proposed}:2:3: Bad configuration option: \\x1b[2J\n", _out.ToString());
        Assert.Equal(
            $"fleet: {Proposed}: sshd on web-12 would not start with it (1 error)\n",
            _error.ToString()
        );
    }

    [Theory]
    [InlineData(PreflightVerdict.NobodyLoses, ExitCode.Clean, "✓ nobody would lose access")]
    [InlineData(PreflightVerdict.Unknown, ExitCode.Offline, "? whether somebody would lose")]
    public async Task The_exit_code_is_the_verdict(PreflightVerdict verdict, int code, string said)
    {
        _controller.Fleet.Preflight = new PreflightReply { Host = "web-12", Verdict = verdict };

        Assert.Equal(code, await RunAsync());

        Assert.StartsWith(said, _out.ToString());
    }

    [Fact]
    public async Task JSON_has_losses_and_gains_apart()
    {
        _controller.Fleet.Preflight = Lost();

        Assert.Equal(ExitCode.Findings, await RunAsync("--json"));

        var json = JsonDocument.Parse(_out.ToString()).RootElement;
        Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("somebody_loses", json.GetProperty("verdict").GetString());
        Assert.False(json.GetProperty("testedBySshd").GetBoolean());
        var change = json.GetProperty("changes")[0];
        Assert.Equal(2, change.GetProperty("lost").GetArrayLength());
        Assert.Equal(0, change.GetProperty("gained").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_one_too_long_are_usage_errors()
    {
        Assert.Equal(
            ExitCode.Usage,
            await _controller.RunAsync(
                _out,
                _error,
                null,
                "preflight",
                "web-12",
                "--sshd-config",
                "/not/there"
            )
        );
        Assert.Equal(
            "fleet: --sshd-config /not/there: cannot be read: expected a text file\n",
            _error.ToString()
        );

        await File.WriteAllTextAsync(Proposed, new string('#', 300_000));
        Assert.Equal(ExitCode.Usage, await RunAsync());
        Assert.Contains("at most 262144 characters", _error.ToString());
    }

    [Fact]
    public async Task The_help_has_examples_and_the_completion_the_hosts()
    {
        Assert.Equal(0, await RunAsync("--help"));
        Assert.Contains("  fleet preflight web-12 --sshd-config", _out.ToString());

        const string line = "fleet preflight w";
        Assert.Equal(
            0,
            await _controller.RunAsync(_out, _error, null, $"[suggest:{line.Length}]", line)
        );
        Assert.Contains("web-12", _out.ToString().Split('\n'));
    }

    private static PreflightReply Lost() =>
        new()
        {
            Host = "web-12",
            Verdict = PreflightVerdict.SomebodyLoses,
            LockedOut = { "alice" },
            OpenBefore = 1,
            Settings =
            {
                new SettingDifference
                {
                    Name = "AllowUsers",
                    After = "bob",
                    Source = "/etc/ssh/sshd_config:2",
                },
            },
            Changes =
            {
                new AccessDifferenceEntry
                {
                    User = "alice",
                    Method = "key",
                    Fingerprint = "SHA256:abc",
                    Place = "/home/alice/.ssh/authorized_keys:1",
                    Regions =
                    {
                        Region(isVersion6: false),
                        Region(isVersion6: true, "2001:db8::/32"),
                    },
                },
            },
        };

    private static AccessRegion Region(bool isVersion6, params string[] networks) =>
        new()
        {
            Verdict = LoginVerdict.No,
            Ipv6 = isVersion6,
            Everywhere = networks.Length == 0,
            Networks = { networks },
            Gate = "user_lists",
            Words = "AllowUsers bob: AllowUsers leaves the user out",
            Source = "/etc/ssh/sshd_config:2",
        };

    private Task<int> RunAsync(params string[] more) =>
        _controller.RunAsync(
            _out,
            _error,
            null,
            ["preflight", "web-12", "--sshd-config", Proposed, .. more]
        );
}
