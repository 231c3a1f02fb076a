using System.CommandLine;
using System.Text.Json;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary><c>fleet diagnosis</c>: diagnoses that were made, and one of them for a ticket.</summary>
internal static class DiagnosisCommand
{
    public static Command In(CommandFrame frame)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "Which one, such as D-17 (default: list the newest)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var markdown = new Option<bool>("--markdown")
        {
            Description = "Markdown for a ticket; what hosts wrote stays inside code blocks",
        };
        var host = HostArgument.Only(frame);
        var limit = new Option<int>("--limit")
        {
            Description = "The most to list",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        return frame.Asking(
            "diagnosis",
            "Diagnoses that were made: the newest, or one of them",
            [
                "fleet diagnosis",
                "fleet diagnosis --host web-12",
                "fleet diagnosis D-17",
                "fleet diagnosis D-17 --markdown > ticket.md",
            ],
            [id, markdown, host, limit],
            (asked, cancellationToken) =>
                asked.Parsed.GetValue(id) is { } typed
                    ? OneAsync(asked, typed, asked.Parsed.GetValue(markdown), cancellationToken)
                    : ListAsync(
                        asked,
                        new()
                        {
                            Host = asked.Parsed.GetValue(host) ?? "",
                            Limit = asked.Parsed.GetValue(limit),
                        },
                        asked.Parsed.GetValue(markdown),
                        cancellationToken
                    )
        );
    }

    private static async Task<int> ListAsync(
        Asked asked,
        ListDiagnosesRequest request,
        bool markdown,
        CancellationToken cancellationToken
    )
    {
        if (markdown)
        {
            return asked.Screen.Fail(
                "--markdown is for one diagnosis: name it, such as fleet diagnosis D-17 --markdown",
                ExitCode.Usage
            );
        }

        var reply = await asked.Client.Operators.ListDiagnosesAsync(
            request,
            Asked.Options(cancellationToken)
        );
        return asked.Show(
            () => DiagnosesJson.From(reply.Diagnoses),
            FleetJson.Default.DiagnosesJson,
            () => DiagnosesText.Lines(reply.Diagnoses, asked.Screen)
        );
    }

    private static async Task<int> OneAsync(
        Asked asked,
        string typed,
        bool markdown,
        CancellationToken cancellationToken
    )
    {
        if (DiagnosisId.Parse(typed) is not { } id)
        {
            return asked.Screen.Fail(
                $"{typed}: expected a diagnosis such as D-17: see fleet diagnosis",
                ExitCode.Usage
            );
        }

        var stored = await asked.Client.Operators.GetDiagnosisAsync(
            new GetDiagnosisRequest { Id = id },
            Asked.Options(cancellationToken)
        );
        if (asked.Screen.Json)
        {
            return asked.Show(() => Whole(stored), FleetJson.Default.StoredDiagnosisJson, () => []);
        }

        if (StoredAnswer.Read(stored.Answer) is not { } answer)
        {
            return asked.Screen.Fail(
                $"{DiagnosisId.Text(id)} was stored by another version of fleet: --json prints it as it is",
                ExitCode.Offline
            );
        }

        asked.Screen.Lines(
            markdown
                ? DiagnosisMarkdown.Lines(stored.Summary, answer)
                : StoredDiagnosisText.Lines(stored.Summary, answer, asked.Screen)
        );
        return ExitCode.Clean;
    }

    private static StoredDiagnosisJson Whole(StoredDiagnosis stored)
    {
        using var answer = JsonDocument.Parse(stored.Answer);
        return new(
            FleetJson.SchemaVersion,
            DiagnosisSummaryJson.From(stored.Summary),
            answer.RootElement.Clone()
        );
    }
}
