using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Tests.Cli;

public sealed class NagiosTests : IAsyncLifetime
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync() => await _controller.DisposeAsync();

    [Theory]
    [InlineData(Outcome.Pass, 0, "SSH OK - 1 check fine | ")]
    [InlineData(Outcome.Warn, 1, "SSH WARNING - so | ")]
    [InlineData(Outcome.Fail, 2, "SSH CRITICAL - so | ")]
    [InlineData(Outcome.Unknown, 3, "SSH UNKNOWN - so | ")]
    public async Task A_hosts_outcome_is_the_exit_status(Outcome outcome, int expected, string line)
    {
        _ = _controller.Fleet.Add("web-12", Found(outcome, "so"));

        Assert.Equal(expected, await RunAsync("host", "web-12", "--format", "nagios"));

        Assert.StartsWith(line, _out.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task An_offline_host_is_unknown_though_all_was_fine()
    {
        _controller.Fleet.Add("web-12", Found(Outcome.Pass, "so")).Summary.Link = LinkState.Offline;

        Assert.Equal(3, await RunAsync("host", "web-12", "--format=nagios"));

        Assert.StartsWith("SSH UNKNOWN - web-12: offline since", _out.ToString());
    }

    [Fact]
    public async Task What_the_policy_accepts_wakes_nobody()
    {
        var waived = Found(Outcome.Fail, "so");
        waived.WaivedReason = "until the move";
        _ = _controller.Fleet.Add("web-12", waived, Found(Outcome.Pass, "fine"));

        Assert.Equal(0, await RunAsync("host", "web-12", "--format", "nagios"));

        Assert.StartsWith("SSH OK - 1 check fine | fail=0;;;0", _out.ToString());
    }

    [Fact]
    public async Task Many_hosts_are_counted_and_the_worst_is_the_exit_status()
    {
        _ = _controller.Fleet.Add("web-12", Found(Outcome.Fail, "port 22 | is closed"));
        _ = _controller.Fleet.Add("db-3");
        _controller.Fleet.Add("db-4").Summary.Link = LinkState.Offline;

        Assert.Equal(2, await RunAsync("hosts", "--format", "nagios"));

        Assert.Equal(
            """
            SSH CRITICAL - 1 critical, 1 unknown of 3 hosts | hosts_critical=1;;;0 hosts_warning=0;;;0 hosts_unknown=1;;;0 hosts_ok=1;;;0
            CRITICAL web-12: port 22 ¦ is closed
            UNKNOWN db-4: offline

            """,
            _out.ToString()
        );
    }

    [Theory]
    [InlineData("host", "web-99", "--format", "nagios")]
    [InlineData("hosts", "--label", "env=prod", "--format", "nagios")]
    [InlineData("hosts", "--format", "nagios", "--nonsense")]
    [InlineData("host", "--format", "nagios")]
    public async Task Whatever_goes_wrong_is_unknown_never_critical(params string[] words)
    {
        _ = _controller.Fleet.Add("web-12");

        Assert.Equal(3, await RunAsync(words));

        Assert.StartsWith("SSH UNKNOWN - fleet: ", _out.ToString());
    }

    [Fact]
    public async Task No_controller_is_unknown()
    {
        var environment = TestController.Environment(_out, _error, null, "/nonexistent/fleet.sock");

        Assert.Equal(3, await FleetCommand.RunAsync(["hosts", "--format", "nagios"], environment));

        Assert.StartsWith("SSH UNKNOWN - fleet: no controller answers at", _out.ToString());
    }

    private Task<int> RunAsync(params string[] words) =>
        _controller.RunAsync(_out, _error, null, words);

    private static Finding Found(Outcome outcome, string summary) =>
        new()
        {
            Rule = "ssh.listener/reachable",
            Outcome = outcome,
            Severity = Severity.High,
            Summary = summary,
            Since = DateTimeOffset.UtcNow.AddHours(-1).ToTimestamp(),
        };
}
