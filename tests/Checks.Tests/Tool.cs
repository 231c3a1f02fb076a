using System.Diagnostics;

namespace Fleet.Checks.Tests;

/// <summary>A program of this machine, run to its end.</summary>
internal sealed record Tool(int Code, string Output, string Error)
{
    public static Task<Tool> RunAsync(string file, params string[] arguments) =>
        RunAsync(file, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public static async Task<Tool> RunAsync(
        string file,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(file, arguments)
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

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new(process.ExitCode, output, await error);
    }
}
