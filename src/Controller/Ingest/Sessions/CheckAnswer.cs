using Fleet.Checks.Facts;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>What came of asking a host to run checks now.</summary>
public abstract record CheckAnswer
{
    private CheckAnswer() { }

    /// <summary>A check ran, and its record is judged and stored.</summary>
    /// <param name="Check">Which.</param>
    /// <param name="Epoch">The spool epoch that <paramref name="Seq"/> counts in.</param>
    /// <param name="Seq">Its record; 0: equal to the run before, to be told with later ones.</param>
    /// <param name="Status">How it ended.</param>
    /// <param name="Reason">Why it is not a plain run.</param>
    /// <param name="Took">How long it took on the host.</param>
    public sealed record Ran(
        string Check,
        ulong Epoch,
        ulong Seq,
        RunStatus Status,
        string Reason,
        TimeSpan Took
    ) : CheckAnswer;

    /// <summary>The host said no: not known there, denied by its owner, busy.</summary>
    public sealed record Refused(string Reason) : CheckAnswer;

    /// <summary>The host has no stream, or lost it before it answered.</summary>
    public sealed record NotConnected : CheckAnswer;

    /// <summary>The deadline passed before the last answer.</summary>
    public sealed record TimedOut : CheckAnswer;
}
