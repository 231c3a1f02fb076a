using Fleet.Checks.Facts;
using Google.Protobuf.WellKnownTypes;
using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>An observation in the words of the wire.</summary>
internal static class WireObservation
{
    public static Wire.Observation Of(Observation run)
    {
        var wire = new Wire.Observation
        {
            Check = run.Check,
            CheckVersion = run.CheckVersion,
            Status = (Wire.RunStatus)run.Status,
            Reason = run.Reason,
            Cursor = run.Cursor,
            Took = Duration.FromTimeSpan(run.Took),
        };
        wire.Facts.AddRange(run.Facts.Select(Of));
        wire.Coverage.AddRange(run.Coverage.Select(Of));
        wire.Documents.AddRange(run.Documents.Select(Of));
        wire.Samples.AddRange(
            run.Samples.Select(s => new Wire.Sample { Key = s.Key, Value = s.Value })
        );
        wire.Events.AddRange(run.Events.Select(Of));
        wire.Lines.AddRange(run.Lines.Select(Of));
        return wire;
    }

    private static Wire.Fact Of(Fact fact) =>
        new()
        {
            Key = fact.Key,
            Value = fact.Value,
            Source = fact.Source ?? "",
        };

    private static Wire.Coverage Of(Coverage coverage) =>
        new()
        {
            Prefix = coverage.Prefix,
            State = (Wire.CoverageState)coverage.State,
            Reason = coverage.Reason ?? "",
        };

    private static Wire.Document Of(Document document) =>
        new()
        {
            Name = document.Name,
            Hash = document.Hash,
            Body = document.Body,
            Truncated = document.Truncated,
        };

    private static Wire.EventBucket Of(EventBucket bucket)
    {
        var wire = new Wire.EventBucket
        {
            Start = Timestamp.FromDateTimeOffset(bucket.Start),
            Other = bucket.Other,
            DistinctUsers = bucket.DistinctUsers,
            DistinctSources = bucket.DistinctSources,
        };
        wire.Counts.AddRange(
            bucket.Counts.Select(count => new Wire.EventCount
            {
                Kind = count.Kind,
                User = count.User,
                Source = count.Source,
                Count = count.Count,
            })
        );
        return wire;
    }

    private static Wire.EventLine Of(EventLine line) =>
        new()
        {
            At = Timestamp.FromDateTimeOffset(line.At),
            Kind = line.Kind,
            User = line.User,
            Source = line.Source,
            Text = line.Text,
        };
}
