using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Policies;

/// <summary><c>fleet policy apply</c>: puts a policy in force and shows how the fleet is judged by it.</summary>
internal static class ApplyCommand
{
    public static Command In(CommandFrame frame)
    {
        var file = PolicyCommands.File();
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept with it and in the audit log",
            Required = true,
        };
        var expected = new Option<long?>("--expect-version")
        {
            Description =
                "Only if this version is in force (default: the one in force when it arrives)",
            HelpName = "N",
        };
        return frame.Asking(
            "apply",
            "Put a policy in force, whole or not at all, and judge the whole fleet by it from what is stored; exit code 2 where it has errors or another was first",
            [
                "fleet policy apply policy.yaml --reason \"root stays out\"",
                "fleet policy apply policy.yaml --reason \"CI 4711\" --expect-version 7",
            ],
            [file, reason, expected],
            (asked, cancellationToken) =>
            {
                var named = asked.Parsed.GetValue(file)!;
                var (text, problem) = PolicyFileText.Read(named);
                if (text is null)
                {
                    return Task.FromResult(asked.Screen.Fail(problem, ExitCode.Usage));
                }

                var request = new ApplyPolicyRequest
                {
                    Policy = new() { File = named, Text = text },
                    Reason = asked.Parsed.GetValue(reason)!,
                };
                if (asked.Parsed.GetValue(expected) is { } version)
                {
                    request.ExpectVersion = version;
                }

                return RunAsync(asked, request, cancellationToken);
            }
        );
    }

    private static async Task<int> RunAsync(
        Asked asked,
        ApplyPolicyRequest request,
        CancellationToken cancellationToken
    )
    {
        using var call = asked.Client.Policies.ApplyPolicy(
            request,
            Asked.Patiently(cancellationToken)
        );
        var line = new ProgressLine(asked.Screen);
        await foreach (var reply in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            switch (reply.ReplyCase)
            {
                case ApplyPolicyReply.ReplyOneofCase.Progress:
                    line.Show("judging hosts", reply.Progress.HostsDone, reply.Progress.Hosts);
                    break;
                case ApplyPolicyReply.ReplyOneofCase.Refused:
                    return RemarkLines.Refuse(asked.Screen, reply.Refused.Errors);
                case ApplyPolicyReply.ReplyOneofCase.Applied:
                    line.Clear();
                    return Done(asked, reply.Applied);
            }
        }

        return asked.Screen.Fail(
            "the controller ended before it was done: see fleet policy list",
            ExitCode.Offline
        );
    }

    private static int Done(Asked asked, PolicyApplied applied) =>
        asked.Show(
            () =>
                new AppliedPolicyJson(
                    FleetJson.SchemaVersion,
                    PolicyJson.From(applied.Policy),
                    applied.Unchanged,
                    applied.Hosts,
                    [.. applied.NotJudged],
                    applied.Milliseconds
                ),
            FleetJson.Default.AppliedPolicyJson,
            () => Lines(applied)
        );

    private static IEnumerable<string> Lines(PolicyApplied applied)
    {
        if (applied.Unchanged)
        {
            yield return $"version {applied.Policy.Version} is in force already with this very text: nothing was changed";
            yield break;
        }

        var took = TimeSpan.FromMilliseconds(applied.Milliseconds);
        yield return FormattableString.Invariant(
            $"version {applied.Policy.Version} is in force; {Words.Count(applied.Hosts, "host")} judged by it in {took.TotalSeconds:0.0} s"
        );
        if (applied.NotJudged.Count > 0)
        {
            yield return $"not judged yet, with their next records: {string.Join(", ", applied.NotJudged)}";
        }
    }
}
