using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Cli.Serving;

/// <summary><c>fleet serve</c> in this process.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly CancellationTokenSource _ends = new();
    private readonly string _socket;
    private readonly Task<int> _running;

    private Serving(string data, string[] more)
    {
        _socket = Path.Combine(data, "fleet.sock");
        _running = FleetCommand.RunAsync(
            ["serve", "--data", data, "--listen", "127.0.0.1:0", .. more],
            TestController.Environment(TextWriter.Null, TextWriter.Null, null, ""),
            _ends.Token
        );
    }

    public static async Task<Serving> StartAsync(string data, params string[] more)
    {
        var serving = new Serving(data, more);
        while (await serving.AskAsync(TextWriter.Null, "status") != 0)
        {
            Assert.False(serving._running.IsCompleted, "it ended instead of serving");
            await Task.Delay(20);
        }

        return serving;
    }

    public Task<int> AskAsync(TextWriter output, params string[] words) =>
        FleetCommand.RunAsync(
            words,
            TestController.Environment(output, TextWriter.Null, null, _socket)
        );

    public async Task<int> StopAsync()
    {
        await _ends.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        _ = await StopAsync();
        _ends.Dispose();
    }
}
