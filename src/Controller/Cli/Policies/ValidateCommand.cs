using System.CommandLine;
using Fleet.Checks.Catalog;
using Fleet.Controller.Api.Policies;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Judging;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Policies;

/// <summary><c>fleet policy validate</c>: reads a policy as a controller would; needs none, and asks one about hosts where there is one.</summary>
internal static class ValidateCommand
{
    public static Command In(CommandFrame frame)
    {
        var file = PolicyCommands.File();
        return frame.Asking(
            "validate",
            "Is a policy understood? Every error with file, line, column and what was meant; exit code 0 or 2; works without a controller",
            ["fleet policy validate policy.yaml", "fleet policy validate policy.yaml --json"],
            [file],
            (asked, cancellationToken) =>
                RunAsync(frame, asked, asked.Parsed.GetValue(file)!, cancellationToken)
        );
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        Asked asked,
        string file,
        CancellationToken cancellationToken
    )
    {
        var (text, problem) = PolicyFileText.Read(file);
        if (text is null)
        {
            return asked.Screen.Fail(problem, ExitCode.Usage);
        }

        var reading = PolicyFile.Read(text, file, CheckCatalog.BuiltIn);
        if (reading.Policy is null)
        {
            return Refused(asked.Screen, [.. PolicyMessages.Of(reading.Errors)]);
        }

        var hosts = await HostsAsync(asked, cancellationToken);
        var warnings = PolicyMessages
            .Of(PolicyWarnings.Of(reading.Policy, hosts, frame.Environment.Time.GetUtcNow()))
            .ToArray();
        return asked.Show(
            () => CheckedPolicyJson.From([], warnings),
            FleetJson.Default.CheckedPolicyJson,
            () =>
                [
                    .. warnings.Select(warning => $"{RemarkLines.Line(warning)} (warning)"),
                    $"{file} is valid{(hosts is null ? "; no controller answers, so its hosts were not looked up" : "")}",
                ]
        );
    }

    private static int Refused(Screen screen, IReadOnlyList<PolicyRemark> errors)
    {
        if (screen.Json)
        {
            screen.Line(
                System.Text.Json.JsonSerializer.Serialize(
                    CheckedPolicyJson.From(errors, []),
                    FleetJson.Default.CheckedPolicyJson
                )
            );
        }
        else
        {
            screen.Lines(errors.Select(RemarkLines.Line));
        }

        return ExitCode.Usage;
    }

    /// <summary>The fleet's hosts; null: no controller tells.</summary>
    private static async Task<IReadOnlyList<Judging.Policies.HostIdentity>?> HostsAsync(
        Asked asked,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var reply = await asked.Client.Operators.ListHostsAsync(
                new(),
                Asked.Options(cancellationToken)
            );
            return [.. reply.Hosts.Select(PolicyMessages.Identity)];
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            // Said in the answer: what can be told without hosts is still told.
            return null;
        }
    }
}
