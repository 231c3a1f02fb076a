using System.Collections.Immutable;
using System.Net;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>What one vantage point saw of one address.</summary>
/// <param name="From">The vantage host.</param>
/// <param name="Networks">Its networks.</param>
/// <param name="EndPoint">Where it looked.</param>
/// <param name="Outcome">A word of <see cref="Checks.Catalog.SshReach.ReachOutcome"/>; empty: it could not be asked, <paramref name="Note"/> says why.</param>
/// <param name="WasReached">It was reached from there at some time since it was assigned.</param>
/// <param name="Note">More about it: the server's name, why it could not be asked. Raw.</param>
/// <param name="Local">The vantage host's end of the connection; null: there was none, or it was not told.</param>
public sealed record ReachSight(
    string From,
    ImmutableArray<string> Networks,
    IPEndPoint EndPoint,
    string Outcome,
    bool WasReached,
    string Note = "",
    IPEndPoint? Local = null
);
