using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Cli.Up;

public sealed class UpCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_the_agents_program_it_says_how_to_name_it_and_touches_nothing()
    {
        Assert.Equal(ExitCode.Offline, await RunAsync("--data", _folder["data"]));

        Assert.Equal(
            "fleet: fleet-agent is not beside fleet: name its program in FLEET_AGENT\n",
            _error.ToString()
        );
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Theory]
    [InlineData("90")]
    [InlineData("0s")]
    [InlineData("-5s")]
    [InlineData("soon")]
    public async Task A_malformed_time_is_a_usage_error(string time)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync("--data", _folder["data"], "--for", time));

        Assert.Equal(
            $"fleet: --for {time}: expected a time such as 90s, 5m or 1h\n",
            _error.ToString()
        );
    }

    private Task<int> RunAsync(params string[] options) =>
        FleetCommand.RunAsync(
            ["up", .. options],
            TestController.Environment(TextWriter.Null, _error, null, "")
        );
}
