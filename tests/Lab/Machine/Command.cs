using System.Diagnostics;

namespace Fleet.Lab.Machine;

/// <summary>Starts processes with fixed arguments and an environment of their own, so that nothing of the test's environment reaches a host.</summary>
internal static class Command
{
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> CleanEnvironment = new()
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ["HOME"] = "/root",
        ["LANG"] = "C.UTF-8",
    };

    /// <summary>Starts <paramref name="argv"/> with its three streams as pipes.</summary>
    public static Process Start(
        IReadOnlyList<string> argv,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(argv[0], argv.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (
            var (name, value) in CleanEnvironment.Concat(
                environment ?? new Dictionary<string, string>()
            )
        )
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new LabException($"{argv[0]} did not start");
    }

    /// <summary>Runs to the end or to <paramref name="limit"/>, whichever comes first.</summary>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> argv,
        string stdin = "",
        TimeSpan? limit = null,
        CancellationToken cancel = default
    )
    {
        using var process = Start(argv);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limit ?? DefaultLimit);
        var stdout = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var stderr = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await WriteAsync(process, stdin, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new CommandResult(process.ExitCode, await stdout, await stderr);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return new CommandResult(CommandResult.TimedOut, await stdout, await stderr);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, string stdin, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync(stdin.AsMemory(), cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended without reading its input: its exit status tells the story.
        }
    }
}
