using System.Diagnostics;
using System.Text;

namespace Fleet.Interop.Tests.Interpreter;

/// <summary>A running script that is asked and answers by lines. It ends when its standard input does.</summary>
public sealed class PythonScript : IAsyncDisposable
{
    /// <summary>Past every deadline in the scripts: a script that is silent for longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder errors = new();

    public PythonScript(string interpreter, IEnumerable<string> arguments)
    {
        process = Process.Start(
            new ProcessStartInfo(interpreter, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
            }
        )!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>Sends a line and reads the answer.</summary>
    public async Task<string> Ask(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        return await ReadLine();
    }

    /// <summary>Reads a line that the script says by itself.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds what it said on standard error.</exception>
    public async Task<string> ReadLine() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
        ?? throw new InvalidOperationException($"The script ended: {Errors()}");

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private string Errors()
    {
        lock (errors)
        {
            return errors.ToString();
        }
    }
}
