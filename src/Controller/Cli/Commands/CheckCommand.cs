using System.CommandLine;
using System.Text.Json;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet check</c>: runs checks on a host now and shows each as it comes.</summary>
internal static class CheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command In(CommandFrame frame)
    {
        var name = HostArgument.In(frame);
        var check = new Argument<string>("CHECK")
        {
            Description = "One check, such as ssh.config (default: all)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return frame.Asking(
            "check",
            "Run checks on a host now; exit code 1 where something is wrong, 3 where something could not be seen",
            ["fleet check web-12", "fleet check web-12 ssh.config"],
            [name, check],
            (asked, cancellationToken) =>
                RunAsync(
                    asked,
                    asked.Parsed.GetValue(name)!,
                    asked.Parsed.GetValue(check) ?? "",
                    cancellationToken
                )
        );
    }

    private static async Task<int> RunAsync(
        Asked asked,
        string host,
        string check,
        CancellationToken cancellationToken
    )
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + Patience;
        using var call = asked.Client.Operators.RunCheck(
            new() { Host = host, Check = check },
            deadline: deadline,
            cancellationToken: cancellationToken
        );
        var worst = ExitCode.Clean;
        await foreach (var reply in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            Show(asked.Screen, host, reply);
            worst = Worse(worst, Judge(reply));
        }

        return worst;
    }

    private static void Show(Screen screen, string host, RunCheckReply reply)
    {
        if (screen.Json)
        {
            screen.Line(
                JsonSerializer.Serialize(
                    CheckRunJson.From(host, reply),
                    FleetJson.Default.CheckRunJson
                )
            );
            return;
        }

        var state = new CheckState
        {
            Check = reply.Check,
            Status = reply.Status,
            Reason = reply.Reason,
        };
        screen.Lines(HostText.CheckLines(state, reply.Findings, screen));
        foreach (var change in reply.Changes)
        {
            screen.Line(
                $"  changed  {Printable.Line(change.Key)}: {Printable.Line(change.Before)} → {Printable.Line(change.After)}"
            );
        }
    }

    private static int Judge(RunCheckReply reply) =>
        reply.Findings.Any(finding => finding.Outcome is Outcome.Fail or Outcome.Warn)
            ? ExitCode.Findings
        : reply.Status == RunStatus.Failed
        || reply.Findings.Any(finding => finding.Outcome == Outcome.Unknown)
            ? ExitCode.Offline
        : ExitCode.Clean;

    private static int Worse(int one, int other) =>
        one == ExitCode.Findings || other == ExitCode.Findings
            ? ExitCode.Findings
            : Math.Max(one, other);
}
