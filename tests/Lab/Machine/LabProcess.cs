using System.Collections.Concurrent;
using System.Diagnostics;
using Fleet.Lab.Machine;

namespace Fleet.Lab;

/// <summary>A process that goes on, in a host or in the lab; disposing of it kills it.</summary>
public sealed class LabProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private LabProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Standard output and standard error so far, line by line as they came.</summary>
    public string Output => string.Join('\n', output);

    public bool HasExited => process.HasExited;

    /// <summary>The command's own process id as the machine sees it, or null when it ended or did not begin yet.</summary>
    public int? Pid => ProcessTree.ChildrenOf(process.Id) is [var child, ..] ? child : null;

    /// <summary>Sends a signal (signal(7)); to one that is gone, nothing happens.</summary>
    public void Signal(int signal)
    {
        if (Pid is { } pid)
        {
            Libc.Signal(pid, signal);
        }
    }

    /// <summary>Waits for the end and returns the exit status.</summary>
    public async Task<int> WaitAsync(CancellationToken cancel = default)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    internal static LabProcess Start(
        IReadOnlyList<string> argv,
        IReadOnlyDictionary<string, string>? environment
    ) => new(Command.Start(argv, environment));
}
