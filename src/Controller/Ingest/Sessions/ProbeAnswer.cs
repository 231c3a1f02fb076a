using System.Net;
using Fleet.Checks.Probe;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>What came of asking a host to look at another one's sshd now.</summary>
public abstract record ProbeAnswer
{
    private ProbeAnswer() { }

    /// <summary>One look at one endpoint.</summary>
    /// <param name="EndPoint">Where.</param>
    /// <param name="Connect">How connecting ended.</param>
    /// <param name="Reason">Why it was not more than this; raw text from the server may be inside.</param>
    /// <param name="Banner">How the server named itself; empty: it did not. Raw.</param>
    /// <param name="Took">Until the connection, or its failure.</param>
    /// <param name="At">The vantage host's clock.</param>
    /// <param name="IsNew">False: an earlier look, because another one so soon would not be polite.</param>
    /// <param name="Local">The vantage host's end, by which the target's log lines are known; null: none.</param>
    public sealed record Probed(
        IPEndPoint EndPoint,
        ConnectOutcome Connect,
        string Reason,
        string Banner,
        TimeSpan Took,
        DateTimeOffset? At,
        bool IsNew,
        IPEndPoint? Local
    ) : ProbeAnswer;

    /// <summary>The vantage host said no: denied by its owner, busy, or too many looks.</summary>
    public sealed record Refused(string Reason) : ProbeAnswer;

    /// <summary>The vantage host has no stream, or lost it before it answered.</summary>
    public sealed record NotConnected : ProbeAnswer;

    /// <summary>The deadline passed before the last answer.</summary>
    public sealed record TimedOut : ProbeAnswer;
}
