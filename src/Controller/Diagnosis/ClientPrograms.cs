using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Fleet.Checks.Diagnosis;

namespace Fleet.Controller.Diagnosis;

/// <summary>Starts ssh and ssh-add, with the environment of whoever asks.</summary>
public sealed class ClientPrograms(TimeProvider time) : IClientPrograms
{
    private const int MostCharacters = 1 << 20;

    // A refused login lasts some tens of milliseconds, in which its port is to be seen.
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Seldom = TimeSpan.FromMilliseconds(250);

    public async Task<Known<ProgramOutput>> RunAsync(
        ClientProgram program,
        IReadOnlyList<string> arguments,
        Patience patience,
        CancellationToken cancellationToken
    )
    {
        var name = program == ClientProgram.SshAdd ? "ssh-add" : "ssh";
        using var log = program == ClientProgram.Ssh ? new SshLog() : null;
        using var process = new Process
        {
            StartInfo = Plan(name, log is null ? arguments : ["-E", log.Path, .. arguments]),
        };
        var began = time.GetTimestamp();
        try
        {
            _ = process.Start();
        }
        catch (Win32Exception missing)
        {
            return Known.Unknown<ProgramOutput>($"{name} cannot be run: {missing.Message}");
        }

        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var error = ReadAsync(process.StandardError);
        var port = 0;
        using var limit = new CancellationTokenSource(patience.Whole, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        try
        {
            port = await WatchAsync(process, log, patience, either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Known.Present(
            new ProgramOutput(process.ExitCode, await output, await error)
            {
                Log = log is null ? "" : await log.ReadAsync(),
                LocalPort = port,
                Took = time.GetElapsedTime(began),
            },
            name
        );
    }

    private async Task<int> WatchAsync(
        Process process,
        SshLog? log,
        Patience patience,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        var end = process.WaitForExitAsync(cancellationToken);
        var port = 0;
        while (log is not null && !end.IsCompleted)
        {
            port = port > 0 ? port : ClientSocket.PortOf(process.Id);
            if (log.IsFlooded || await IsStuckAsync(log, patience, time.GetElapsedTime(began)))
            {
                process.Kill(entireProcessTree: true);
            }

            _ = await Task.WhenAny(
                end,
                Task.Delay(port > 0 ? Seldom : Often, time, cancellationToken)
            );
        }

        await end;
        return port;
    }

    private static async Task<bool> IsStuckAsync(SshLog log, Patience patience, TimeSpan elapsed) =>
        elapsed > patience.First
        && !(await log.ReadAsync()).Contains(patience.FirstWords, StringComparison.Ordinal);

    private static ProcessStartInfo Plan(string name, IReadOnlyList<string> arguments)
    {
        var plan = new ProcessStartInfo(name)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            plan.ArgumentList.Add(argument);
        }

        // The debug lines are read by their English words.
        plan.Environment["LC_ALL"] = "C";
        return plan;
    }

    // What is over the cap is read and forgotten: a full pipe would hold the program up.
    private static async Task<string> ReadAsync(StreamReader from)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer) is > 0 and var read)
        {
            _ = text.Append(buffer, 0, Math.Min(read, MostCharacters - text.Length));
        }

        return text.ToString();
    }
}
