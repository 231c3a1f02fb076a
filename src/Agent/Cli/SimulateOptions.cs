using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fleet.Agent.Simulate;
using Fleet.Checks.Reporting;
using Fleet.Protos.Trust;

namespace Fleet.Agent.Cli;

/// <summary>The options of <c>fleet-agent simulate</c>, each refused with what it takes.</summary>
internal sealed class SimulateOptions
{
    private readonly Option<string> _controller = new("--controller")
    {
        Description = "Where the controller listens for agents.",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private readonly Option<string[]> _token = new("--token")
    {
        Description =
            "A join token with uses for all hosts; repeated: the hosts take them in turn, and with them their labels.",
        HelpName = "ID.SECRET",
        Required = true,
    };

    private readonly Option<string> _pin = new("--pin")
    {
        Description = "The pin of the controller's root certificate.",
        HelpName = "sha256:…",
        Required = true,
    };

    private readonly Option<int> _agents = Count(
        "--agents",
        $"How many hosts: 1 to {SimulationPlan.MostAgents}.",
        1,
        SimulationPlan.MostAgents,
        null
    );

    private readonly Option<int> _offline = Count(
        "--offline",
        "How many of them join and then never connect.",
        0,
        SimulationPlan.MostAgents,
        0
    );

    private readonly Option<TimeSpan?> _every = Time(
        "--every",
        "How often a host runs its checks (default: 5m)."
    );

    private readonly Option<TimeSpan?> _driftEvery = Time(
        "--drift-every",
        "How often hosts drift: their PermitRootLogin becomes yes, and is put right the next time (default: never)."
    );

    private readonly Option<int> _driftHosts = Count(
        "--drift-hosts",
        "How many hosts drift each time.",
        1,
        SimulationPlan.MostAgents,
        5
    );

    private readonly Option<int?> _seconds = new("--seconds")
    {
        Description = "End by itself after so many seconds (default: when told to).",
        HelpName = "N",
    };

    public SimulateOptions()
    {
        _controller.Validators.Add(result =>
            Refuse(
                result,
                JoinCommand.IsHostAndPort(result.GetValueOrDefault<string>() ?? ""),
                $"--controller {Printable.Line(result.GetValueOrDefault<string>() ?? "")}: expected HOST:PORT"
            )
        );
        _pin.Validators.Add(result =>
            Refuse(
                result,
                RootPin.IsWellFormed(result.GetValueOrDefault<string>() ?? ""),
                "--pin: expected sha256: and 64 lower-case hexadecimal digits, as fleet token create prints it"
            )
        );
        _seconds.Validators.Add(result =>
            Refuse(
                result,
                result.GetValueOrDefault<int?>() is null or > 0,
                "--seconds: expected a number from 1"
            )
        );
    }

    public IEnumerable<Option> All =>
        [_controller, _token, _pin, _agents, _offline, _every, _driftEvery, _driftHosts, _seconds];

    /// <summary>The plan, or what does not fit together.</summary>
    public (SimulationPlan? Plan, string Problem) Read(ParseResult parsed)
    {
        var agents = parsed.GetRequiredValue(_agents);
        var offline = parsed.GetValue(_offline);
        var drifting = parsed.GetValue(_driftHosts);
        if (offline > agents)
        {
            return (null, $"--offline {offline}: there are only {agents} hosts (--agents)");
        }

        var driftEvery = parsed.GetValue(_driftEvery);
        if (driftEvery is not null && drifting > agents)
        {
            return (null, $"--drift-hosts {drifting}: there are only {agents} hosts (--agents)");
        }

        return (
            new SimulationPlan
            {
                Controller = parsed.GetRequiredValue(_controller),
                Pin = parsed.GetRequiredValue(_pin),
                Tokens = [.. parsed.GetRequiredValue(_token)],
                Agents = agents,
                Offline = offline,
                Every = parsed.GetValue(_every) ?? TimeSpan.FromMinutes(5),
                DriftEvery = driftEvery,
                DriftHosts = drifting,
                For = parsed.GetValue(_seconds) is { } seconds
                    ? TimeSpan.FromSeconds(seconds)
                    : null,
            },
            ""
        );
    }

    private static Option<int> Count(
        string name,
        string description,
        int least,
        int most,
        int? otherwise
    )
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            Required = otherwise is null,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    int.TryParse(text, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                )
                {
                    return number;
                }

                result.AddError(
                    $"{name} {Printable.Line(text)}: expected a number from {least} to {most}"
                );
                return 0;
            },
        };
        if (otherwise is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        return option;
    }

    private static Option<TimeSpan?> Time(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Span(text) is { } time)
                {
                    return time;
                }

                result.AddError(
                    $"{name} {Printable.Line(text)}: expected a time such as 30s, 5m or 1h"
                );
                return null;
            },
        };

    private static TimeSpan? Span(string text)
    {
        var seconds = (text.Length == 0 ? ' ' : text[^1]) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        return
            seconds > 0
            && int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count is > 0 and < 100_000
            ? TimeSpan.FromSeconds((double)count * seconds)
            : null;
    }

    private static void Refuse(OptionResult result, bool isRight, string otherwise)
    {
        if (!isRight)
        {
            result.AddError(otherwise);
        }
    }
}
