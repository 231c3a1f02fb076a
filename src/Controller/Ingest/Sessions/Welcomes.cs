using Fleet.Controller.Authority;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>The controller's first word.</summary>
internal static class Welcomes
{
    public static ControllerMessage Of(
        AgentIdentity agent,
        SpoolOpening.Opened opened,
        SessionParts parts
    ) =>
        new()
        {
            Welcome = new Welcome
            {
                SpoolEpoch = opened.Epoch,
                NextSeq = opened.NextSeq,
                Heartbeat = Duration.FromTimeSpan(parts.Options.Heartbeat),
                WindowRecords = (uint)parts.Options.WindowRecords,
                HostName = agent.HostName,
                WallTime = Timestamp.FromDateTimeOffset(parts.Time.GetUtcNow()),
            },
        };
}
