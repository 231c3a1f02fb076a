using Fleet.Controller.History.Schema;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Api.Operating;

/// <summary>Stored diagnoses in the contract's words.</summary>
internal static class DiagnosisMessages
{
    public static DiagnosisSummary Summary(DiagnosisRow row) =>
        new()
        {
            Id = row.Id,
            At = Timestamp.FromDateTimeOffset(row.At),
            By = row.Actor,
            Host = row.Host,
            Target = row.Target,
            User = row.User,
            Vantage = row.Vantage,
            Gate = row.Gate,
            Cause = row.Cause,
            Summary = row.Summary,
            Exit = row.Exit,
        };

    public static DiagnosisRow Row(
        StoreDiagnosisRequest told,
        string by,
        DateTimeOffset at,
        long id = 0
    ) =>
        new()
        {
            Id = id,
            At = at,
            Actor = by,
            Host = told.Host,
            Target = told.Target,
            User = told.User,
            Vantage = told.Vantage,
            Gate = told.Gate,
            Cause = told.Cause,
            Summary = told.Summary,
            Exit = told.Exit,
            Answer = told.Answer,
        };
}
