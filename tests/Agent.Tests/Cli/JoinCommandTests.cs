using System.Text.Json;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Agent.Tests.Fakes;

namespace Fleet.Agent.Tests.Cli;

public sealed class JoinCommandTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeController _controller = new(TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_makes_a_key_and_keeps_the_certificate_it_is_given()
    {
        await _controller.StartAsync();
        var prompt = new Prompt();
        Assert.Equal(0, await JoinAsync(prompt));
        Assert.Contains(
            $"joined {_controller.Address} as web-12",
            prompt.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(_folder["agent.key"])
        );
        var membership = new MembershipStore(new DataFolder(_folder.Path)).Load();
        Assert.NotNull(membership);
        Assert.Equal((_controller.Authority.Pin, 2), (membership.Pin, membership.Chain.Length));
    }

    [Fact]
    public async Task A_controller_whose_root_has_another_pin_is_refused()
    {
        await _controller.StartAsync();
        var prompt = new Prompt();
        Assert.Equal(4, await JoinAsync(prompt, pin: "sha256:" + new string('0', 64)));
        Assert.Contains(
            "is not the controller that the pin names",
            prompt.Error,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_folder["agent.key"]));
    }

    [Fact]
    public async Task A_bad_token_is_refused_with_the_controllers_words()
    {
        await _controller.StartAsync();
        _controller.Token = "another.one";
        var prompt = new Prompt();
        Assert.Equal(4, await JoinAsync(prompt));
        Assert.Equal("fleet-agent: no such join token\n", prompt.Error);
    }

    [Fact]
    public async Task Nobody_there_is_said_in_one_line()
    {
        await _controller.StartAsync();
        await _controller.StopAsync();
        var prompt = new Prompt();
        Assert.Equal(3, await JoinAsync(prompt));
        Assert.Contains(
            "cannot be reached: Connection refused",
            prompt.Error,
            StringComparison.Ordinal
        );
        Assert.Single(prompt.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_host_that_has_joined_joins_again_only_by_force()
    {
        await _controller.StartAsync();
        Assert.Equal(0, await JoinAsync(new Prompt()));
        var key = await File.ReadAllTextAsync(
            _folder["agent.key"],
            TestContext.Current.CancellationToken
        );
        var prompt = new Prompt();
        Assert.Equal(2, await JoinAsync(prompt));
        Assert.Contains("has joined already", prompt.Error, StringComparison.Ordinal);
        Assert.Equal(0, await JoinAsync(new Prompt(), more: "--force"));
        Assert.NotEqual(
            key,
            await File.ReadAllTextAsync(_folder["agent.key"], TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData(
        "join nowhere --token a.b --pin sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "nowhere is no HOST:PORT"
    )]
    [InlineData("join host:1 --token a.b --pin sha256:0", "--pin takes sha256: and 64")]
    [InlineData("join host:1", "--token")]
    public async Task A_mistyped_line_is_said_before_anything_is_dialled(string line, string said)
    {
        var prompt = new Prompt();
        Assert.Equal(2, await prompt.RunAsync(line));
        Assert.Contains(said, prompt.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("status")]
    public async Task Without_having_joined_there_is_nothing_to_run_or_to_tell(string command)
    {
        var prompt = new Prompt();
        Assert.Equal(2, await prompt.RunAsync($"{command} --data {_folder.Path}"));
        Assert.Contains("has not joined a controller", prompt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_agent_runs_streams_tells_its_status_and_stops()
    {
        await _controller.StartAsync();
        await JoinAsync(new Prompt());
        using var stop = new CancellationTokenSource();
        var running = new Prompt().RunAsync($"run --data {_folder.Path}", stop.Token);
        await _controller.UntilAsync(() => _controller.Stored.Count >= 2);
        var status = await ConnectedAsync();
        Assert.Equal("web-12", status.GetProperty("host").GetString());
        Assert.Equal(2, status.GetProperty("checks").GetArrayLength());
        var second = new Prompt();
        Assert.Equal(2, await second.RunAsync($"run --data {_folder.Path}"));
        Assert.Contains("another fleet-agent runs with", second.Error, StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        var after = new Prompt();
        Assert.Equal(3, await after.RunAsync($"status --data {_folder.Path}"));
        Assert.Contains("not running", after.Output, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ConnectedAsync()
    {
        while (true)
        {
            var prompt = new Prompt();
            if (await prompt.RunAsync($"status --json --data {_folder.Path}") == 0)
            {
                return JsonDocument.Parse(prompt.Output).RootElement;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private Task<int> JoinAsync(Prompt prompt, string? pin = null, string more = "") =>
        prompt.RunAsync(
            $"join {_controller.Address} --token id.secret --pin {pin ?? _controller.Authority.Pin} --data {_folder.Path} {more}"
        );
}
