using Fleet.Agent.Cli;
using Fleet.Checks.Catalog;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Tests.Fakes;

/// <summary>A prompt to type commands at: what they print is kept.</summary>
public sealed class Prompt
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public FakeHost Host { get; init; } = new();

    public CheckCatalog Catalog { get; init; } =
        new(new FileCheck("test.one", "/one"), new FileCheck("test.two", "/two"));

    public bool IsRoot { get; init; } = true;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public IReadOnlyList<Capability> Denied { get; private set; } = [];

    public Task<int> RunAsync(string line, CancellationToken cancellationToken = default) =>
        CommandLine.RunAsync(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new Surroundings
            {
                Output = _output,
                Error = _error,
                IsTerminal = false,
                Columns = 60,
                IsRoot = IsRoot,
                Variable = _ => null,
                Time = Time,
                Catalog = Catalog,
                Reach = new ReachBook(new SshProbe(new SocketDialer(), Time), Time),
                Logs = _ => NullLoggerFactory.Instance,
                Host = denied =>
                {
                    Denied = [.. denied];
                    return Host;
                },
            },
            cancellationToken
        );
}
