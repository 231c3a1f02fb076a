using System.Text.Json;
using Fleet.Checks.Diagnosis;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>Keeps diagnoses at the controller, where there is one.</summary>
internal sealed class DiagnosisKeeping(ControllerClient client, Screen screen)
{
    private const int MostWord = 300;
    private const int MostSummary = 4000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The diagnosis with its id; without where it could not be stored, which is said.</summary>
    /// <param name="target">As it was typed.</param>
    /// <param name="diagnosed">What came of it.</param>
    /// <param name="exit">What the command ends with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Diagnosed> KeepAsync(
        string target,
        Diagnosed diagnosed,
        int exit,
        CancellationToken cancellationToken
    )
    {
        var answer = diagnosed.Answer;
        var cause = answer.Causes.FirstOrDefault();
        try
        {
            var stored = await client.Operators.StoreDiagnosisAsync(
                new StoreDiagnosisRequest
                {
                    Host = diagnosed.Stored?.Name ?? "",
                    Target = Cut(target, MostWord),
                    User = Cut(answer.Question.User, MostWord),
                    Vantage = Cut(answer.Question.Vantage, MostWord),
                    Gate = answer.Leading is { } leading ? Words.Json(leading.Id) : "",
                    Cause = cause?.Cause.Id ?? "",
                    Summary = Cut(cause?.Found.Summary ?? "", MostSummary),
                    Exit = exit,
                    Answer = JsonSerializer.Serialize(
                        DiagnosisJson.From(diagnosed),
                        FleetJson.Default.DiagnosisJson
                    ),
                },
                new CallOptions(
                    deadline: screen.Times.Now.UtcDateTime + Patience,
                    cancellationToken: cancellationToken
                )
            );
            return diagnosed with { Id = stored.Id };
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            screen.Talk($"not stored: {Failure.Of(failure, client).Said}");
            return diagnosed;
        }
    }

    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(most - 1)] + "…";
}
