using System.CommandLine;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Checks.Host;
using Fleet.Checks.Reporting;
using Fleet.Protos.Trust;

namespace Fleet.Agent.Cli;

/// <summary><c>fleet-agent join</c>: makes a key, exchanges a join token for a certificate, and keeps both.</summary>
internal sealed class JoinCommand : Command
{
    private readonly Surroundings _around;
    private readonly Argument<string> _controller = new("HOST:PORT")
    {
        Description = "Where the controller listens for agents.",
    };
    private readonly Option<string> _token = new("--token")
    {
        Description = "The join token, from: fleet token create.",
        HelpName = "ID.SECRET",
        Required = true,
    };
    private readonly Option<string> _pin = new("--pin")
    {
        Description = "The pin of the controller's root certificate, from the same command.",
        HelpName = "sha256:…",
        Required = true,
    };
    private readonly Option<string?> _name = new("--name")
    {
        Description =
            "What this host is called, where the token does not say; default: its host name.",
    };
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Join though this host has joined already: the old membership is replaced.",
    };
    private readonly Option<string> _data = SharedOptions.Data();

    public JoinCommand(Surroundings around)
        : base("join", "Joins this host to a controller.")
    {
        _around = around;
        _controller.Validators.Add(result =>
        {
            if (!IsHostAndPort(result.GetValueOrDefault<string>() ?? ""))
            {
                result.AddError(
                    $"{Printable.Line(result.GetValueOrDefault<string>() ?? "")} is no HOST:PORT"
                );
            }
        });
        _pin.Validators.Add(result =>
        {
            if (!RootPin.IsWellFormed(result.GetValueOrDefault<string>() ?? ""))
            {
                result.AddError(
                    "--pin takes sha256: and 64 lower-case hexadecimal digits, as fleet token create prints it"
                );
            }
        });
        Arguments.Add(_controller);
        Options.Add(_token);
        Options.Add(_pin);
        Options.Add(_name);
        Options.Add(_force);
        Options.Add(_data);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = new DataFolder(parsed.GetRequiredValue(_data));
        var store = new MembershipStore(data);
        if (data.Problem() is { } problem)
        {
            return await SayAsync(problem, ExitCode.Usage);
        }

        if (store.Exists && !parsed.GetValue(_force))
        {
            return await SayAsync(
                $"this host has joined already ({data.File("agent.json")}): to join anew add --force",
                ExitCode.Usage
            );
        }

        var answer = await new Enroller(_around.Time).JoinAsync(
            parsed.GetRequiredValue(_controller),
            parsed.GetRequiredValue(_pin),
            parsed.GetRequiredValue(_token),
            await ApplicantAsync(parsed.GetValue(_name), cancellationToken),
            cancellationToken
        );
        switch (answer)
        {
            case Asked.Granted granted:
                store.Save(granted.Membership);
                if (granted.Remark != "")
                {
                    await _around.Error.WriteLineAsync(
                        $"fleet-agent: the controller is believed by its pin, but {granted.Remark}"
                    );
                }

                await _around.Output.WriteLineAsync(
                    $"joined {granted.Membership.Controller} as {Printable.Line(granted.Membership.HostName)}; start with: fleet-agent run"
                );
                return ExitCode.Clean;
            case Asked.Unreachable:
                return await SayAsync(answer.Why, ExitCode.Undetermined);
            default:
                return await SayAsync(answer.Why, ExitCode.NotAllowed);
        }
    }

    private async Task<Applicant> ApplicantAsync(string? name, CancellationToken cancellationToken)
    {
        var host = _around.Host([]);
        var own = await host.AskAsync(
            new ReadFile("/proc/sys/kernel/hostname", 256),
            cancellationToken
        );
        return new Applicant(
            name ?? (own.IsOk ? own.Value.Text.Trim() : ""),
            await MachineId.HashAsync(host, cancellationToken)
        );
    }

    private async Task<int> SayAsync(string what, int exit)
    {
        await _around.Error.WriteLineAsync($"fleet-agent: {Printable.Line(what)}");
        return exit;
    }

    internal static bool IsHostAndPort(string text) =>
        Uri.TryCreate($"https://{text}", UriKind.Absolute, out var uri)
        && uri.PathAndQuery == "/"
        && uri.UserInfo == ""
        && text.AsSpan(text.LastIndexOf(':') + 1).IndexOfAnyExceptInRange('0', '9') < 0
        && text.Contains(':', StringComparison.Ordinal);
}
