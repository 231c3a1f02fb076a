using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Probe;

/// <summary>Another host's sshd that this one looks at from outside.</summary>
/// <param name="Host">The target's name in the fleet.</param>
/// <param name="EndPoints">Where its sshd listens, as its own agent told.</param>
/// <param name="Interval">The time between two looks; never less than <see cref="ReachBook.ShortestInterval"/>.</param>
/// <param name="Offset">Where in the interval the looks are, so that a target's vantage points take turns.</param>
public sealed record ReachTarget(
    string Host,
    ImmutableArray<IPEndPoint> EndPoints,
    TimeSpan Interval,
    TimeSpan Offset
);

/// <summary>One look at a target.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="At">When it was made.</param>
/// <param name="IsNew">False: an earlier look, because another one so soon would not be polite.</param>
public sealed record ReachLook(SshProbeResult Result, DateTimeOffset At, bool IsNew);
