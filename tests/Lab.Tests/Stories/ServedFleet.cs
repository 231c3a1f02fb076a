using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A controller process on loopback, and the programs that talk to it.</summary>
public sealed class ServedFleet : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-served-");
    private StartedProgram? _serve;

    /// <summary>The controller's data folder.</summary>
    public string Data => this["data"];

    /// <summary>Where agents connect.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The root's pin.</summary>
    public string Pin { get; private set; } = "";

    /// <summary>A path of the test's own.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public async ValueTask InitializeAsync()
    {
        // Others than root reach what a test puts there.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        _serve = StartedProgram.Start([
            .. Built.Fleet,
            "serve",
            "--data",
            Data,
            "--listen",
            "127.0.0.1:0",
        ]);
        await _serve.WhispersAsync("ready");
        var status = await AskAsync("status");
        Address = status.GetProperty("agentAddress").GetString()!;
        Pin = status.GetProperty("rootPin").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _serve!.Signal("TERM");
        Assert.Equal(0, await _serve.WaitAsync());
        await _serve.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Runs a <c>fleet</c> command to its end.</summary>
    internal Task<CommandResult> RunAsync(params string[] words) =>
        StartedProgram.RunAsync([.. Built.Fleet, .. words, "--socket", this["data/fleet.sock"]]);

    /// <summary>The JSON of a command that has to succeed.</summary>
    internal async Task<JsonElement> AskAsync(params string[] words)
    {
        var answer = await RunAsync([.. words, "--json"]);
        answer.OrThrow($"fleet {string.Join(' ', words)}");
        return JsonDocument.Parse(answer.Stdout).RootElement;
    }

    /// <summary>A new join token.</summary>
    internal async Task<string> TokenAsync(params string[] options) =>
        (await AskAsync(["token", "create", .. options])).GetProperty("secret").GetString()!;

    /// <summary>Joins with an agent of its own.</summary>
    internal Task<CommandResult> JoinAsync(string name, string token, string? pin = null) =>
        StartedProgram.RunAsync([
            .. Built.Agent,
            "join",
            Address,
            "--token",
            token,
            "--pin",
            pin ?? Pin,
            "--name",
            name,
            "--data",
            this[$"agent-{name}"],
        ]);
}
