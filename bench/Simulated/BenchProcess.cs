using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.Bench.Simulated;

/// <summary>One of the project's programs, in the configuration of this one, as an operator would start it.</summary>
internal sealed partial class BenchProcess : IAsyncDisposable
{
    private const int Interrupt = 2;
    private readonly Process _process;
    private readonly Task<string> _said;

    private BenchProcess(Process process)
    {
        _process = process;
        _said = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += (_, told) => LastLine = told.Data ?? LastLine;
        process.BeginOutputReadLine();
    }

    /// <summary>What it told last.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>Its processor time so far, of all its threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it had, in MiB.</summary>
    public double PeakMebibytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / (double)(1 << 20);
        }
    }

    public static BenchProcess Fleet(params string[] arguments) =>
        Start(Built("Controller", "fleet.dll"), arguments);

    public static BenchProcess Agent(params string[] arguments) =>
        Start(Built("Agent", "fleet-agent.dll"), arguments);

    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public async Task RequireAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException(
                $"{_process.StartInfo.ArgumentList[1]} {_process.StartInfo.ArgumentList[2]} ended: {await _said}"
            );
        }
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, Interrupt);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static BenchProcess Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>A program as the same build left it in its own project: bench/bin/CONFIGURATION/net10.0 is where this one stands.</summary>
    private static string Built(string project, string file)
    {
        var here = AppContext.BaseDirectory.TrimEnd('/').Split('/');
        return string.Join('/', [.. here[..^4], "src", project, .. here[^3..], file]);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
