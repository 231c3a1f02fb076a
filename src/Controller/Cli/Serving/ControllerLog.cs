using Microsoft.Extensions.Logging;

namespace Fleet.Controller.Cli.Serving;

/// <summary>What the controller's background work says when it fails; it is tried again by itself.</summary>
public sealed partial class ControllerLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Error, "host {HostId} could not be judged again")]
    private partial void JudgeFailed(int hostId, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "how host {HostId} is heard of could not be stored")]
    private partial void LinkFailed(int hostId, Exception failure);

    [LoggerMessage(3, LogLevel.Error, "what is old could not be removed from the database")]
    private partial void TidyFailed(Exception failure);

    [LoggerMessage(4, LogLevel.Error, "hosts could not be told whom they look at")]
    private partial void AssignFailed(Exception failure);

    [LoggerMessage(
        5,
        LogLevel.Error,
        "the fleet could not be judged by the policy in force; it is tried at the next start, and by each host's next records"
    )]
    private partial void FleetJudgingFailed(Exception failure);

    public void FleetNotJudged(Exception failure) => FleetJudgingFailed(failure);

    [LoggerMessage(30, LogLevel.Error, "notifications could not be planned or sent")]
    private partial void NoticeFailed(Exception failure);

    [LoggerMessage(
        40,
        LogLevel.Error,
        "hosts could not be asked for what explains their regressions"
    )]
    private partial void ExplainFailed(Exception failure);

    public void NotExplained(Exception failure) => ExplainFailed(failure);

    public void NotJudged(int hostId, Exception failure) => JudgeFailed(hostId, failure);

    public void LinkNotStored(int hostId, Exception failure) => LinkFailed(hostId, failure);

    public void NotTidied(Exception failure) => TidyFailed(failure);

    public void NotAssigned(Exception failure) => AssignFailed(failure);

    [LoggerMessage(20, LogLevel.Error, "sweep {Sweep} could not go on; it is tried again")]
    private partial void SweepStuck(long sweep, Exception failure);

    [LoggerMessage(21, LogLevel.Error, "the schedule {Schedule} could not begin its sweep: {Why}")]
    private partial void ScheduleStuck(string schedule, string why);

    public void SweepFailed(long sweep, Exception failure) => SweepStuck(sweep, failure);

    public void SweepNotBegun(string schedule, string why) => ScheduleStuck(schedule, why);

    public void NotTold(Exception failure) => NoticeFailed(failure);
}
