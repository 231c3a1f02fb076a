using Fleet.Controller.Ingest.Decoding;
using Grpc.Core;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>How what went wrong is told to the agent; null: as gRPC tells any surprise.</summary>
internal static class SessionStatus
{
    public static Status? Of(Exception failure) =>
        failure switch
        {
            MalformedException malformed => new Status(
                StatusCode.InvalidArgument,
                malformed.Message
            ),
            FencedException fenced => new Status(StatusCode.Aborted, fenced.Message),
            KeyNotFoundException unknown => new Status(StatusCode.NotFound, unknown.Message),
            RecordsNotTakenException notTaken => new Status(
                StatusCode.Unavailable,
                notTaken.Message
            ),
            IOException => new Status(StatusCode.Cancelled, "the agent left"),
            _ => null,
        };
}
