using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.Controller.Cli.Up;

/// <summary>fleet-agent as a child: fixed arguments, no shell. It reads from a pipe that closes when this process ends, however it ends.</summary>
/// <param name="program">Its path; a <c>.dll</c> runs in this process' own runtime.</param>
internal sealed partial class AgentProcess(string program)
{
    private const int SigTerm = 15;

    /// <summary>Where the program is: FLEET_AGENT, else beside this one; null: nowhere.</summary>
    public static string? Find(Func<string, string?> variable)
    {
        string?[] places =
        [
            variable("FLEET_AGENT"),
            Path.Combine(AppContext.BaseDirectory, "fleet-agent"),
            Path.Combine(AppContext.BaseDirectory, "fleet-agent.dll"),
        ];
        return places.FirstOrDefault(place => !string.IsNullOrEmpty(place) && File.Exists(place));
    }

    public Process Start(IEnumerable<string> arguments)
    {
        var isLibrary = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isLibrary ? "dotnet" : program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in isLibrary ? ["exec", program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Asks a child to end, and makes it where it does not.</summary>
    public static async Task EndAsync(Process process, TimeSpan patience)
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, SigTerm);
            using var waiting = new CancellationTokenSource(patience, TimeProvider.System);
            await process
                .WaitForExitAsync(waiting.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>kill(2).</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
