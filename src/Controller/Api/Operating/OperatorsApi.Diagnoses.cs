using System.Text;
using System.Text.Json;
using Fleet.Controller.Api.Callers;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>Diagnoses that somebody made and others read.</content>
public sealed partial class OperatorsApi
{
    private const int DefaultDiagnoses = 20;
    private const int MostDiagnoses = 1000;
    private const int MostAnswerBytes = 256 << 10;
    private const int MostWord = 300;
    private const int MostSummary = 4000;

    public override async Task<DiagnosisSummary> StoreDiagnosis(
        StoreDiagnosisRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host);
        string[] words =
        [
            request.Target,
            request.User,
            request.Vantage,
            request.Gate,
            request.Cause,
        ];
        if (
            request.Target.Length == 0
            || Array.Exists(words, word => word.Length > MostWord)
            || request.Summary.Length > MostSummary
        )
        {
            throw Refuse(
                $"a diagnosis has a target, words of at most {MostWord} characters and a summary of at most {MostSummary}"
            );
        }

        return !IsObject(request.Answer)
            ? throw Refuse($"the answer is not a JSON object of at most {MostAnswerBytes} bytes")
            : await acts.StoreAsync(request, Actor.Of(context), context.CancellationToken);
    }

    public override async Task<ListDiagnosesReply> ListDiagnoses(
        ListDiagnosesRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host);
        var limit = request.Limit <= 0 ? DefaultDiagnoses : Math.Min(request.Limit, MostDiagnoses);
        return new()
        {
            Diagnoses =
            {
                await Reads(context)
                    .DiagnosesAsync(new(request.Host, limit), context.CancellationToken),
            },
        };
    }

    public override async Task<StoredDiagnosis> GetDiagnosis(
        GetDiagnosisRequest request,
        ServerCallContext context
    ) =>
        await Reads(context).DiagnosisAsync(request.Id, context.CancellationToken)
        ?? throw new RpcException(
            new(
                StatusCode.NotFound,
                $"there is no diagnosis D-{request.Id}, or none any more: see fleet diagnosis"
            )
        );

    private static bool IsObject(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > MostAnswerBytes)
        {
            return false;
        }

        try
        {
            using var read = JsonDocument.Parse(json);
            return read.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
