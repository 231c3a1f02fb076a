using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Google.Protobuf.WellKnownTypes;
using Wire = Fleet.V1;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>Runs from the wire. Pure.</summary>
internal static class ObservationDecoder
{
    public static ArrivedSnapshot Snapshot(Wire.Observation wire)
    {
        var check = Require.Named(wire.Check, WireLimits.Name, "check");
        return new ArrivedSnapshot(
            new Observation
            {
                Check = check,
                CheckVersion = wire.CheckVersion,
                Status = Require.Known<RunStatus>((int)wire.Status, $"{check} status"),
                Reason = Require.Text(wire.Reason, WireLimits.Key, $"{check} reason"),
                Facts = Facts(wire.Facts, check),
                Coverage = Coverages(wire.Coverage, check),
                Documents = Documents(wire.Documents, check),
                Samples = Samples(wire.Samples, check),
                Events = EventDecoder.Buckets(wire.Events, check),
                Lines = EventDecoder.Lines(wire.Lines, check),
                Took = Took(wire.Took, check),
            }
        );
    }

    public static ArrivedDelta Delta(Wire.ObservationDelta wire)
    {
        var check = Require.Named(wire.Check, WireLimits.Name, "check");
        Require.Count(wire.Removed.Count, WireLimits.Facts, $"{check} removed");
        Require.Count(
            wire.DocumentsRemoved.Count,
            WireLimits.Documents,
            $"{check} documents removed"
        );
        return new ArrivedDelta(
            check,
            Require.Known<RunStatus>((int)wire.Status, $"{check} status"),
            Require.Text(wire.Reason, WireLimits.Key, $"{check} reason"),
            Facts(wire.Set, check),
            [.. wire.Removed],
            wire.Coverage is null ? null : Coverages(wire.Coverage.Coverage, check),
            Documents(wire.Documents, check),
            [.. wire.DocumentsRemoved]
        )
        {
            Samples = Samples(wire.Samples, check),
            Events = EventDecoder.Buckets(wire.Events, check),
            Lines = EventDecoder.Lines(wire.Lines, check),
        };
    }

    public static ImmutableArray<Sample> Samples(
        IReadOnlyCollection<Wire.Sample> wire,
        string check
    )
    {
        Require.Count(wire.Count, WireLimits.Samples, $"{check} samples");
        return
        [
            .. wire.Select(sample => new Sample(
                Require.Named(sample.Key, WireLimits.Key, $"{check} sample key"),
                double.IsFinite(sample.Value)
                    ? sample.Value
                    : throw new MalformedException($"{check} sample {sample.Key}: not a number")
            )),
        ];
    }

    private static ImmutableArray<Fact> Facts(IReadOnlyCollection<Wire.Fact> wire, string check)
    {
        Require.Count(wire.Count, WireLimits.Facts, $"{check} facts");
        var facts = wire.Select(fact => new Fact(
            Require.Named(fact.Key, WireLimits.Key, $"{check} fact key"),
            Require.Text(fact.Value, WireLimits.Text, $"{check} fact {fact.Key}"),
            fact.Source.Length == 0
                ? null
                : Require.Text(fact.Source, WireLimits.Key, $"{check} source of {fact.Key}")
        ));
        return Require.Sorted(facts, fact => fact.Key, $"{check} facts");
    }

    private static ImmutableArray<Coverage> Coverages(
        IReadOnlyCollection<Wire.Coverage> wire,
        string check
    )
    {
        Require.Count(wire.Count, WireLimits.Coverages, $"{check} coverage");
        var coverages = wire.Select(coverage => new Coverage(
            Require.Text(coverage.Prefix, WireLimits.Key, $"{check} coverage prefix"),
            Require.Known<CoverageState>(
                (int)coverage.State,
                $"{check} coverage of {coverage.Prefix}"
            ),
            coverage.Reason.Length == 0
                ? null
                : Require.Text(coverage.Reason, WireLimits.Key, $"{check} coverage reason")
        ));
        return Require.Sorted(coverages, coverage => coverage.Prefix, $"{check} coverage");
    }

    private static ImmutableArray<Document> Documents(
        IReadOnlyCollection<Wire.Document> wire,
        string check
    )
    {
        Require.Count(wire.Count, WireLimits.Documents, $"{check} documents");
        return Require.Sorted(
            wire.Select(Document),
            document => document.Name,
            $"{check} documents"
        );
    }

    private static Document Document(Wire.Document wire)
    {
        var name = Require.Named(wire.Name, WireLimits.Key, "document name");
        if (!wire.HasBody)
        {
            throw new MalformedException($"document {name}: has no body");
        }

        var document = new Document(
            name,
            Require.Text(wire.Body, Checks.Facts.Document.MaxCharacters, $"document {name}"),
            wire.Truncated
        );
        return document.Hash == wire.Hash
            ? document
            : throw new MalformedException(
                $"document {name}: its hash is {document.Hash}, not {Require.Text(wire.Hash, 64, "document hash")}"
            );
    }

    private static TimeSpan Took(Duration? took, string check)
    {
        if (took is null)
        {
            return TimeSpan.Zero;
        }

        // A day is longer than any deadline; more than that is not a duration of a run.
        return took.Seconds is >= 0 and <= 86_400
            ? took.ToTimeSpan()
            : throw new MalformedException($"{check} took: {took.Seconds} s");
    }
}
