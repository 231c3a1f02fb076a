using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Controller.Diagnosis;

/// <summary>The question, as far as the client's evidence completes what was typed.</summary>
public static class QuestionOf
{
    /// <param name="target">What was typed.</param>
    /// <param name="seen">What the client saw so far.</param>
    /// <param name="me">The name of who asks, for a user that nobody names.</param>
    /// <param name="asOf">Now.</param>
    public static LoginQuestion Client(
        LoginTarget target,
        ClientEvidence seen,
        string me,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Host = target.Host,
            User =
                target.User ?? (seen.Config.Value?["user"] is { Length: > 0 } named ? named : me),
            Port = ClientLook.Port(target, seen),
            Address = seen.Best?.Address ?? Dialled(seen),
            Source = seen.Best?.Probe.Value?.Local?.Address ?? seen.Best?.Route.Value,
            SourcePort = seen.Attempt.IsPresent
                ? seen.AttemptPort
                : seen.Best?.Probe.Value?.Local?.Port ?? 0,
            Keys = Keys(seen),
            AsOf = asOf,
        };

    private static IPAddress? Dialled(ClientEvidence seen) =>
        seen.Transcript.Last(SshDebugKind.Connecting) is { } line
        && IPAddress.TryParse(line.Values[1], out var address)
            ? address
            : null;

    private static IReadOnlyList<string> Keys(ClientEvidence seen) =>
        [
            .. seen
                .Transcript.All(SshDebugKind.Offering)
                .Concat(seen.Transcript.All(SshDebugKind.WillAttempt))
                .Select(line => SshOfferedKey.Read(line.Last)?.Fingerprint ?? "")
                .Concat((seen.Keys.Value is { } keys ? keys : []).Select(key => key.Fingerprint))
                .Where(fingerprint => fingerprint.Length > 0)
                .Distinct(),
        ];
}
