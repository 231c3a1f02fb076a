using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>A text as far as it is known, before anybody asks why. Pure.</summary>
public sealed record ReadText
{
    /// <summary>How many lines were given.</summary>
    public required long Lines { get; init; }

    /// <summary>How many of them, the oldest, were passed over because there are too many.</summary>
    public required long PassedOver { get; init; }

    /// <summary>How many attempts of ssh -v the text has; the last one counts.</summary>
    public required int Attempts { get; init; }

    /// <summary>What is known, each once, in the order of its first line.</summary>
    public required ImmutableArray<Sign> Signs { get; init; }

    /// <summary>The last attempt's steps; none where the text has no line of ssh.</summary>
    public required SshTranscript Transcript { get; init; }

    /// <summary>True where at least one line or output is known.</summary>
    public bool IsKnown => !Signs.IsEmpty;

    /// <summary>The client's evidence: the transcript alone.</summary>
    public ClientEvidence Client =>
        Transcript.Lines.IsEmpty
            ? ClientEvidence.None
            : ClientEvidence.None with
            {
                Attempt = Known.Present(Transcript, "the text"),
            };

    /// <summary>What the text names: <c>user</c>, <c>host</c>, <c>port</c>, <c>source</c>, <c>address</c>; empty where it names none. Of several the last of a fault's line counts.</summary>
    public string Name(string of) =>
        Signs
            .Where(sign => sign.Names[of].Length > 0)
            .OrderBy(sign => sign.Meaning.Suspects.IsEmpty ? 0 : 1)
            .ThenBy(sign => sign.Line)
            .LastOrDefault()
            ?.Names[of]
        ?? "";

    /// <summary>The question that the text is about, as far as it says.</summary>
    /// <param name="host">What was named beside the text; null: what the text names.</param>
    /// <param name="asOf">Now.</param>
    public LoginQuestion Question(string? host, DateTimeOffset asOf) =>
        new()
        {
            Host = host ?? Name("host"),
            User = Name("user"),
            Port =
                int.TryParse(
                    Name("port"),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var port
                ) && port is > 0 and <= IPEndPoint.MaxPort
                    ? port
                    : 22,
            Address = IPAddress.TryParse(Name("address"), out var address) ? address : null,
            Source = IPAddress.TryParse(Name("source"), out var source) ? source : null,
            Vantage = "the client",
            Keys =
            [
                .. Transcript
                    .All(SshDebugKind.Offering)
                    .Concat(Transcript.All(SshDebugKind.WillAttempt))
                    .Select(line => SshOfferedKey.Read(line.Last)?.Fingerprint ?? "")
                    .Where(fingerprint => fingerprint.Length > 0)
                    .Distinct(),
            ],
            AsOf = asOf,
        };
}
