using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Cli.Watching;

/// <summary>A controller in a process of its own, killed with SIGKILL again and again while somebody watches.</summary>
public sealed class KilledControllerTests
{
    private const int Kills = 3;

    [Fact]
    public async Task What_was_stored_before_and_after_each_kill_is_told_once_and_in_order()
    {
        using var folder = new TempFolder();
        var told = new Lines();
        var talk = new Lines();
        using var ends = new CancellationTokenSource();
        var stored = new List<long>();
        using var controller = new Served(folder);
        await controller.StartAsync();
        var watching = FleetCommand.RunAsync(
            ["watch", "--kind", "policy", "--from", "1h"],
            Environment(folder, told, talk),
            ends.Token
        );
        for (var round = 0; round <= Kills; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                stored.Add(await ApplyAsync(folder, $"{round}.{i}"));
            }

            if (round < Kills)
            {
                // At any moment of the watcher's: it may have been told all of it, or nothing.
                await Task.Delay(round * 150);
                await controller.KillAsync();
                await controller.StartAsync();
            }
        }

        await UntilAsync(() => told.Count >= stored.Count);
        await ends.CancelAsync();
        Assert.Equal(0, await watching);

        Assert.Equal(
            stored,
            told.All.Select(line =>
                JsonDocument
                    .Parse(line)
                    .RootElement.GetProperty("policy")
                    .GetProperty("version")
                    .GetInt64()
            )
        );
        Assert.Contains(
            talk.All,
            line => line.EndsWith(": waiting for it", StringComparison.Ordinal)
        );
    }

    private static async Task<long> ApplyAsync(TempFolder folder, string what)
    {
        await File.WriteAllTextAsync(folder["policy.yaml"], $"version: 1\n# {what}\n");
        using var said = new StringWriter();
        using var wrong = new StringWriter();
        var environment = Environment(folder, said, wrong);
        var code = await FleetCommand.RunAsync(
            ["policy", "apply", folder["policy.yaml"], "--reason", what, "--json"],
            environment
        );
        Assert.True(code == 0, wrong.ToString());
        return JsonDocument
            .Parse(said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])
            .RootElement.GetProperty("policy")
            .GetProperty("version")
            .GetInt64();
    }

    private static Controller.Cli.Connecting.CliEnvironment Environment(
        TempFolder folder,
        TextWriter output,
        TextWriter error
    ) => TestController.Environment(output, error, null, folder["fleet.sock"]);

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 600, "it never came about");
            await Task.Delay(50);
        }
    }

    /// <summary>The real program.</summary>
    private sealed class Served(TempFolder folder) : IDisposable
    {
        private Process? _process;

        public async Task StartAsync()
        {
            var start = new ProcessStartInfo("dotnet")
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            string[] words =
            [
                "exec",
                Path.Combine(AppContext.BaseDirectory, "fleet.dll"),
                "serve",
                "--data",
                folder["data"],
                "--listen",
                "127.0.0.1:0",
                "--socket",
                folder["fleet.sock"],
            ];
            foreach (var word in words)
            {
                start.ArgumentList.Add(word);
            }

            _process = Process.Start(start)!;
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
            await UntilAsync(async () =>
            {
                Assert.False(_process.HasExited, "it ended instead of serving");
                var environment = Environment(folder, TextWriter.Null, TextWriter.Null);
                return await FleetCommand.RunAsync(["status"], environment) == 0;
            });
        }

        public async Task KillAsync()
        {
            _process!.Kill();
            await _process.WaitForExitAsync();
            Dispose();
        }

        public void Dispose()
        {
            if (_process is { } running && !running.HasExited)
            {
                _process.Kill();
                _process.WaitForExit();
            }

            _process?.Dispose();
            _process = null;
        }
    }

    /// <summary>Lines as they come, for another thread to look at.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public int Count => _lines.Count;

        public IEnumerable<string> All => _lines;

        public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");
    }
}
