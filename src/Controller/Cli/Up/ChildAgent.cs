using System.Diagnostics;

namespace Fleet.Controller.Cli.Up;

/// <summary>The agent's program as a child of <c>fleet up</c>: fixed arguments, no shell.</summary>
/// <param name="program">Its path; a <c>.dll</c> runs in this process' own runtime.</param>
/// <param name="data">The agent's data folder.</param>
/// <param name="log">Where its talk goes.</param>
internal sealed class ChildAgent(string program, string data, string log) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private string AddressFile => Path.Combine(data, "joined-at");

    private Process? _process;
    private Task _talk = Task.CompletedTask;

    /// <summary>Set when the agent ended by itself.</summary>
    public Task Ended => _process?.WaitForExitAsync() ?? Task.CompletedTask;

    /// <summary>Whether it has joined the controller at this address: the port may be another than the last time.</summary>
    public bool HasJoined(string address) =>
        File.Exists(AddressFile) && File.ReadAllText(AddressFile) == address;

    /// <summary>Joins; null: it did, else what it said.</summary>
    public async Task<string?> JoinAsync(
        string address,
        string token,
        string pin,
        CancellationToken cancellationToken
    )
    {
        _ = Directory.CreateDirectory(data);
        using var process = Start([
            "join",
            address,
            "--token",
            token,
            "--pin",
            pin,
            "--data",
            data,
            "--force",
        ]);
        process.StandardInput.Close();
        // Data is not of interest, but a full pipe would hold the child up.
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var said = await process.StandardError.ReadToEndAsync(cancellationToken);
        _ = await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            return said.Trim();
        }

        await File.WriteAllTextAsync(AddressFile, address, cancellationToken);
        return null;
    }

    /// <summary>Starts its daemon, which ends when the pipe to it closes: also where this process is killed.</summary>
    public void Run()
    {
        _process = Start(["run", "--data", data, "--until-input-ends"]);
        _talk = Task.WhenAll(
            KeepAsync(_process.StandardError, log),
            _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null)
        );
    }

    /// <summary>Its last words, for when it ended by itself.</summary>
    public async Task<string> LastWordsAsync()
    {
        await _talk;
        return File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0)
            ?? "it said nothing";
    }

    /// <summary>Asks it to end, and makes it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        await AgentProcess.EndAsync(process, Patience);
        await _talk;
        process.Dispose();
    }

    private Process Start(string[] arguments) => new AgentProcess(program).Start(arguments);

    private static async Task KeepAsync(StreamReader from, string file)
    {
        await using var to = new StreamWriter(file, append: false) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync(line);
        }
    }
}
