using Fleet.Checks.Facts;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>What is stored of a host as the contract has it.</summary>
internal static class EvidenceMessage
{
    public static V1.HostEvidence From(EvidenceAnswer evidence)
    {
        var state = evidence.State;
        // A document that no check reports any more (a drop-in that was removed) is history.
        var documents = state
            .Checks.Values.SelectMany(run => run.DocumentNames)
            .Distinct(StringComparer.Ordinal)
            .Select(name => state.Documents.GetValueOrDefault(name))
            .OfType<Document>();
        return new V1.HostEvidence
        {
            Host = HostMessages.Summary(evidence.Host.Summary),
            Checks = { state.Checks.Select(run => Check(run.Key, run.Value)) },
            Documents = { documents.Select(Document) },
            Samples =
            {
                state.Samples.Select(sample => new V1.Sample
                {
                    Key = sample.Key,
                    Value = sample.Value,
                }),
            },
            Lines = { evidence.Lines.Select(Line) },
            At = state
                .Checks.Values.Select(run => run.LastRunAt)
                .DefaultIfEmpty(DateTimeOffset.UnixEpoch)
                .Max()
                .ToTimestamp(),
            Regressions = { evidence.Host.Regressions.Select(ChangeMessages.Regression) },
        };
    }

    private static V1.CheckEvidence Check(string check, CheckRun run) =>
        new()
        {
            Check = check,
            Version = run.Facts.Version,
            Status = (V1.RunStatus)(int)run.Facts.Status,
            Reason = run.Facts.Reason,
            LastRunAt = run.LastRunAt.ToTimestamp(),
            Facts =
            {
                run.Facts.All.Select(held => new V1.HeldFact
                {
                    Stale = held.IsStale,
                    Fact = new V1.Fact
                    {
                        Key = held.Fact.Key,
                        Value = held.Fact.Value,
                        Source = held.Fact.Source ?? "",
                    },
                }),
            },
            Coverage =
            {
                run.Facts.Coverage.Select(coverage => new V1.Coverage
                {
                    Prefix = coverage.Prefix,
                    State = (V1.CoverageState)(int)coverage.State,
                    Reason = coverage.Reason ?? "",
                }),
            },
        };

    private static V1.Document Document(Document document) =>
        new()
        {
            Name = document.Name,
            Hash = document.Hash,
            Body = document.Body,
            Truncated = document.Truncated,
        };

    private static V1.EventLine Line(EventLine line) =>
        new()
        {
            At = line.At.ToTimestamp(),
            Kind = line.Kind,
            User = line.User,
            Source = line.Source,
            Text = line.Text,
        };
}
