using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>How connecting failed, by the probe or by what ssh says of it.</summary>
internal static class Connecting
{
    /// <summary>Unspecified where nobody tried; of several addresses the one that got furthest.</summary>
    public static ConnectOutcome Outcome(DiagnosisCase asked) =>
        asked.Client.Reached(Milestone.Connected) ? ConnectOutcome.Connected
        : asked.Client.Best?.Connect is { } probed and not ConnectOutcome.Unspecified ? probed
        : asked.Client.Transcript.Last(SshDebugKind.ConnectFailed) is { } line ? Of(line.Last)
        : ConnectOutcome.Unspecified;

    /// <summary>What the client saw of it; none where nothing failed.</summary>
    public static ImmutableArray<EvidenceLine> Failure(DiagnosisCase asked)
    {
        var probed = asked
            .Client.Looks.Where(look => look.Probe.Value is { Reason.Length: > 0 })
            .Where(look => !look.IsConnected)
            .Select(look =>
                EvidenceLine.Client(
                    $"{look.Address} port {asked.Question.Port}: {look.Probe.Value!.Reason}",
                    look.Probe.Source
                )
            )
            .ToImmutableArray();
        return probed.IsEmpty && asked.Client.Seen(SshDebugKind.ConnectFailed) is { } line
            ? [line]
            : probed;
    }

    /// <summary>True where nothing answers although the host itself, asked now, would: sshd listens and no rule stands in the way.</summary>
    public static bool IsLostOnTheWay(DiagnosisCase asked) =>
        Outcome(asked) is ConnectOutcome.TimedOut or ConnectOutcome.Unreachable
        && asked.Server is { IsFresh: true, Packet.Value: { IsShut: false } };

    /// <summary>What ssh says for each: the kernel's words (strerror(3)).</summary>
    public static ConnectOutcome Of(string words) =>
        words.Trim() switch
        {
            "Connection refused" => ConnectOutcome.Refused,
            "Connection timed out" or "Operation timed out" => ConnectOutcome.TimedOut,
            "No route to host" or "Network is unreachable" or "Host is down" =>
                ConnectOutcome.Unreachable,
            "Connection reset by peer" => ConnectOutcome.Reset,
            "Permission denied" or "Operation not permitted" => ConnectOutcome.Prohibited,
            _ => ConnectOutcome.Failed,
        };
}
