using System.Globalization;
using Fleet.Checks.Catalog;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;
using Fleet.Checks.Reporting;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Cli;

/// <summary>All that a command meets of the process it runs in, so that tests can stand in for it.</summary>
public sealed record Surroundings
{
    /// <summary>Data goes here.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Talk goes here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input: only its end is of interest.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>True where <see cref="Output"/> is a terminal.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>The terminal's width in columns; 100 where there is none.</summary>
    public required int Columns { get; init; }

    /// <summary>True where the effective user is root.</summary>
    public required bool IsRoot { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Time { get; init; }

    public required CheckCatalog Catalog { get; init; }

    /// <summary>The host to examine, without what its owner denies.</summary>
    public required Func<IEnumerable<Capability>, IHost> Host { get; init; }

    /// <summary>Whom this host looks at from outside, which <see cref="Host"/> answers from.</summary>
    public required ReachBook Reach { get; init; }

    /// <summary>Where <c>fleet-agent run</c> logs; the parameter asks for more of it.</summary>
    public required Func<bool, ILoggerFactory> Logs { get; init; }

    public static Surroundings OfThisProcess()
    {
        var reach = new ReachBook(
            new SshProbe(new SocketDialer(), TimeProvider.System) { BannerOnly = true },
            TimeProvider.System
        );
        return new()
        {
            Output = Console.Out,
            Error = Console.Error,
            Input = Console.OpenStandardInput(),
            IsTerminal = !Console.IsOutputRedirected,
            Columns = WidthOfTerminal(),
            IsRoot = Environment.IsPrivilegedProcess,
            Variable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
            Catalog = CheckCatalog.BuiltIn,
            Host = denied => new LinuxHost(TimeProvider.System, denied: denied, reach: reach),
            Reach = reach,
            Logs = LogsToStandardError,
        };
    }

    /// <summary>Colour on a terminal only, unless --no-color or NO_COLOR (no-color.org: set and not empty) forbids it.</summary>
    public Ink Ink(bool noColor) =>
        new(IsTerminal && !noColor && string.IsNullOrEmpty(Variable("NO_COLOR")));

    /// <summary>One line a message; under systemd with its priority, without the time that the journal adds.</summary>
    private static ILoggerFactory LogsToStandardError(bool verbose) =>
        LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
            logging.AddFilter("Quartz", LogLevel.Warning);
            logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            _ = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is null
                ? logging.AddSimpleConsole(console =>
                {
                    console.SingleLine = true;
                    console.TimestampFormat = "HH:mm:ss ";
                })
                : logging.AddSystemdConsole();
        });

    private static int WidthOfTerminal()
    {
        if (!Console.IsOutputRedirected && Console.WindowWidth > 0)
        {
            return Console.WindowWidth;
        }

        var said = Environment.GetEnvironmentVariable("COLUMNS");
        return int.TryParse(said, CultureInfo.InvariantCulture, out var columns) && columns > 0
            ? columns
            : 100;
    }
}
