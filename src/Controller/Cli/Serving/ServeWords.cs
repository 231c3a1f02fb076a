using System.CommandLine;
using System.Net;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Api.Health.Figures;
using Fleet.Controller.Cli.Commands;

namespace Fleet.Controller.Cli.Serving;

/// <summary>The options of <c>fleet serve</c>.</summary>
internal sealed class ServeWords
{
    public Option<string?> Data { get; } =
        new("--data")
        {
            Description =
                "Data folder (default: /var/lib/fleet as root, else ~/.local/share/fleet)",
            HelpName = "DIR",
        };

    public Option<string> Listen { get; } =
        new("--listen")
        {
            Description = "Where agents connect",
            HelpName = "ADDRESS:PORT",
            DefaultValueFactory = _ => $"0.0.0.0:{ServeOptions.DefaultPort}",
        };

    public Option<string?> Advertise { get; } =
        new("--advertise")
        {
            Description = "What agents are told to dial (default: this machine's name)",
            HelpName = "NAME:PORT",
        };

    public Option<string?> Policy { get; } =
        new("--policy") { Description = "Expected values and severities", HelpName = "FILE" };

    public Option<string?> Metrics { get; } =
        new("--metrics-listen")
        {
            Description = "/healthz and /metrics in plain HTTP besides, such as 127.0.0.1:9443",
            HelpName = "ADDRESS:PORT",
        };

    public Option<int> MetricsHosts { get; } =
        new("--metrics-hosts")
        {
            Description =
                "The most hosts with metrics of their own; the others are in the sums alone",
            HelpName = "N",
            DefaultValueFactory = _ => FleetFigurePage.DefaultHosts,
        };

    public Option<string?> SocketGroup { get; } =
        new("--socket-group")
        {
            Description = "Members of this local group may use the socket too, as operators",
            HelpName = "GROUP",
        };

    /// <exception cref="CannotStartException">A value is malformed.</exception>
    public ServeOptions Read(CommandFrame frame, ParseResult parsed)
    {
        var data = parsed.GetValue(Data);
        var paths = frame.Environment.SocketPath;
        var metrics = parsed.GetValue(Metrics);
        return new(
            data ?? paths.DefaultData,
            ServeOptions.Free(EndPoint("--listen", parsed.GetValue(Listen)!), orAnother: false),
            parsed.GetValue(Advertise),
            paths.ForServing(parsed.GetValue(frame.Socket), data),
            parsed.GetValue(Policy),
            metrics is null ? null : EndPoint("--metrics-listen", metrics)
        )
        {
            Group = Group(parsed.GetValue(SocketGroup)),
            MetricsHosts = parsed.GetValue(MetricsHosts) is >= 0 and var most
                ? most
                : throw new CannotStartException(
                    $"--metrics-hosts {parsed.GetValue(MetricsHosts)}: expected a number of hosts from 0 on",
                    ExitCode.Usage
                ),
        };
    }

    /// <exception cref="CannotStartException">This machine has no such group.</exception>
    private static SocketGroup? Group(string? name) =>
        name is null
            ? null
            : Api.Callers.SocketGroup.Find(name)
                ?? throw new CannotStartException(
                    $"--socket-group {name}: /etc/group has no such group: groupadd --system {name}",
                    ExitCode.Usage
                );

    /// <exception cref="CannotStartException">Not an address and port.</exception>
    public static IPEndPoint EndPoint(string option, string text) =>
        ServeOptions.TryParseEndPoint(text, out var endPoint)
            ? endPoint
            : throw new CannotStartException(
                $"{option} {text}: expected ADDRESS:PORT, such as 0.0.0.0:7443 or [::]:7443",
                ExitCode.Usage
            );
}
