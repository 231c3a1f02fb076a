using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Policies;

/// <summary>Errors and warnings of a policy, each with its place as compilers say it.</summary>
internal static class RemarkLines
{
    /// <summary>Shows what is wrong with a policy; the result is the exit code.</summary>
    public static int Refuse(Screen screen, IReadOnlyList<PolicyRemark> errors)
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

        foreach (var error in errors)
        {
            screen.Talk(Line(error));
        }

        return screen.Fail(
            $"nothing was changed: {Words.Count(errors.Count, "error")} in the policy",
            ExitCode.Usage
        );
    }

    public static string Line(PolicyRemark remark) =>
        Printable.Line($"{remark.File}:{remark.Line}:{remark.Column}: {remark.Message}");
}
