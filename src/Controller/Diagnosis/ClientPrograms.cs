using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Fleet.Checks.Diagnosis;

namespace Fleet.Controller.Diagnosis;

/// <summary>Starts ssh and ssh-add, with the environment of whoever asks.</summary>
public sealed class ClientPrograms(TimeProvider time) : IClientPrograms
{
    private const int MostCharacters = 1 << 20;

    public async Task<Known<ProgramOutput>> RunAsync(
        ClientProgram program,
        IReadOnlyList<string> arguments,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var name = program == ClientProgram.SshAdd ? "ssh-add" : "ssh";
        using var process = new Process { StartInfo = Plan(name, arguments) };
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
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Known.Present(new ProgramOutput(process.ExitCode, await output, await error), name);
    }

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
