using System.Text.Json;
using Fleet.Agent.Tests.Fakes;
using Fleet.Checks.Catalog;
using Fleet.V1;

namespace Fleet.Agent.Tests.Simulate;

public sealed class SimulatedFleetTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeController _controller = new(TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_agent_joins_with_a_key_of_its_own_and_streams_every_check()
    {
        await _controller.StartAsync();
        using var ends = new CancellationTokenSource();
        var prompt = NewPrompt();
        var running = prompt.RunAsync(Line("--agents 6 --json"), ends.Token);

        await _controller.UntilAsync(() => _controller.Hellos.Count == 6);
        await _controller.UntilAsync(() => prompt.Output.Contains("\"connected\":6"));
        await ends.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal(6, _controller.Hellos.Select(hello => hello.SpoolId).Distinct().Count());
        Assert.Equal(6, _controller.Hellos.Select(hello => hello.MachineIdHash).Distinct().Count());
        Assert.Equal(6, Last(prompt).GetProperty("joined").GetInt32());
        Assert.True(Last(prompt).GetProperty("records").GetInt32() >= 6 * Checks);
    }

    [Fact]
    public async Task Those_that_are_offline_join_and_never_connect()
    {
        await _controller.StartAsync();
        using var ends = new CancellationTokenSource();
        var prompt = NewPrompt();
        var running = prompt.RunAsync(Line("--agents 4 --offline 3 --json"), ends.Token);

        await _controller.UntilAsync(() => prompt.Output.Contains("\"joined\":4"));
        await ends.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Single(_controller.Hellos);
    }

    [Fact]
    public async Task A_check_that_is_asked_for_is_answered()
    {
        await _controller.StartAsync();
        using var ends = new CancellationTokenSource();
        var running = NewPrompt().RunAsync(Line("--agents 1"), ends.Token);
        await _controller.UntilAsync(() => _controller.Stored.Count >= Checks);

        _controller.ToAgent.Writer.TryWrite(
            new ControllerMessage
            {
                DiagnosticRequest = new DiagnosticRequest
                {
                    Id = "1",
                    RunChecks = new RunChecks { Checks = { "ssh.config" } },
                },
            }
        );

        await _controller.UntilAsync(() => !_controller.Replies.IsEmpty);
        Assert.Equal(
            RunStatus.Ran,
            _controller.Replies.Single(reply => reply.Last).CheckRan.Status
        );
        await ends.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task In_a_folder_that_stays_it_goes_on_where_it_was()
    {
        await _controller.StartAsync();
        await RunForASecondAsync();
        _controller.Token = "spent.since";

        await RunForASecondAsync();

        Assert.Equal(4, _controller.Hellos.Count);
        Assert.Equal(2, _controller.Hellos.Select(hello => hello.SpoolId).Distinct().Count());
    }

    [Fact]
    public async Task A_token_that_is_refused_ends_it_with_the_controllers_words()
    {
        await _controller.StartAsync();
        _controller.Token = "another.one";
        var prompt = NewPrompt();

        Assert.Equal(4, await prompt.RunAsync(Line("--agents 3")));

        Assert.Matches(
            "^fleet-agent: sim-000[1-3] could not join: no such join token\n$",
            prompt.Error
        );
    }

    [Theory]
    [InlineData("--agents 0", "--agents 0: expected a number from 1 to 10000")]
    [InlineData("--agents many", "--agents many: expected a number from 1 to 10000")]
    [InlineData("--agents 3 --offline 4", "--offline 4: there are only 3 hosts (--agents)")]
    [InlineData(
        "--agents 3 --drift-every 5",
        "--drift-every 5: expected a time such as 30s, 5m or 1h"
    )]
    [InlineData(
        "--agents 3 --drift-every 5s --drift-hosts 4",
        "--drift-hosts 4: there are only 3 hosts (--agents)"
    )]
    [InlineData("--agents 3 --seconds 0", "--seconds: expected a number from 1")]
    public async Task A_wrong_word_is_named(string words, string complaint)
    {
        var prompt = NewPrompt();

        Assert.Equal(2, await prompt.RunAsync(Line(words)));

        Assert.Contains(complaint, prompt.Error, StringComparison.Ordinal);
    }

    private static int Checks => CheckCatalog.BuiltIn.Checks.Length;

    private static Prompt NewPrompt() => new() { Catalog = CheckCatalog.BuiltIn };

    private static JsonElement Last(Prompt prompt) =>
        JsonDocument.Parse(prompt.Output.Trim().Split('\n')[^1]).RootElement;

    private async Task RunForASecondAsync()
    {
        using var ends = new CancellationTokenSource();
        var before = _controller.Hellos.Count;
        var running = NewPrompt()
            .RunAsync(Line($"--agents 2 --data {_folder["fleet"]}"), ends.Token);
        await _controller.UntilAsync(() => _controller.Hellos.Count == before + 2);
        await ends.CancelAsync();
        Assert.Equal(0, await running);
    }

    private string Line(string words) =>
        $"simulate --controller {_controller.Address} --token id.secret --pin {_controller.Authority.Pin} {words}";
}
