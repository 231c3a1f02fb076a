using System.Collections.Concurrent;
using System.Diagnostics;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A program on this machine, outside of any lab, as somebody at a prompt would have it; what is left of it is killed in the end.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();

    private StartedProgram(Process process)
    {
        _process = process;
        Collect(process, _output, _error);
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Output => [.. _output];

    public string Error => string.Join('\n', _error);

    public static StartedProgram Start(
        IReadOnlyList<string> argv,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(argv[0], argv.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>kill(1), by the signal's name.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Pid}"]);
        kill.WaitForExit();
    }

    public async Task<int> WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> argv,
        params (string Name, string Value)[] environment
    )
    {
        await using var program = Start(argv, environment);
        var exit = await program.WaitAsync();
        return new(exit, string.Join('\n', program._output), program.Error);
    }

    /// <summary>Waits until it has printed a line with these words.</summary>
    public Task SaysAsync(string words) => HearAsync(_output, words);

    /// <summary>As <see cref="SaysAsync"/>, on standard error.</summary>
    public Task WhispersAsync(string words) => HearAsync(_error, words);

    private async Task HearAsync(ConcurrentQueue<string> lines, string words)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!lines.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            var said = string.Join('\n', _output) + Error;
            Assert.False(HasExited, $"it ended: {said}");
            Assert.False(limit.IsCancellationRequested, $"it never said '{words}': {said}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Collect(
        Process process,
        ConcurrentQueue<string> output,
        ConcurrentQueue<string> error
    )
    {
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
