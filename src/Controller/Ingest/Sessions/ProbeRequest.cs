using System.Net;
using Fleet.V1;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>One request to look at a host's sshd from another, from asking to the last look.</summary>
internal sealed class ProbeRequest(DiagnosticCall call)
{
    public async IAsyncEnumerable<ProbeAnswer> AnswersAsync(ReachTarget target)
    {
        if (
            !await call.AskAsync(
                new DiagnosticRequest { ProbeTarget = new ProbeTarget { Target = target } }
            )
        )
        {
            yield return new ProbeAnswer.Refused("too many requests of this host are open");
            yield break;
        }

        while (true)
        {
            var (reply, end) = await call.NextAsync();
            yield return reply switch
            {
                null when end == CallEnd.TimedOut => new ProbeAnswer.TimedOut(),
                null => new ProbeAnswer.NotConnected(),
                { TargetProbed: { } probed } when Probed(probed) is { } answer => answer,
                _ => new ProbeAnswer.Refused(
                    reply.Refused?.Reason ?? "it answered with something else"
                ),
            };
            if (reply is null or { Last: true } or { TargetProbed: null })
            {
                yield break;
            }
        }
    }

    private static ProbeAnswer.Probed? Probed(TargetProbed probed) =>
        ReachMessages.Socket(probed.Endpoint) is { } endPoint
            ? new ProbeAnswer.Probed(
                endPoint,
                (Checks.Probe.ConnectOutcome)(int)probed.Connect,
                probed.Reason,
                probed.Banner,
                probed.Took?.ToTimeSpan() ?? TimeSpan.Zero,
                probed.At?.ToDateTimeOffset(),
                probed.IsNew,
                ReachMessages.Socket(probed.Local)
            )
            : null;
}
