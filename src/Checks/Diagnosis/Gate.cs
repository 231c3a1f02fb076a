using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;

namespace Fleet.Checks.Diagnosis;

/// <summary>A gate's answer.</summary>
public enum GateState
{
    Unspecified = 0,
    Open,
    Closed,

    /// <summary>Nobody who could tell was able to look.</summary>
    Unknown,
}

/// <summary>What is known of a gate.</summary>
/// <param name="State">Open, closed or unknown.</param>
/// <param name="Evidence">What it rests on; the first line says it best.</param>
/// <param name="Reason">Why it is unknown; empty otherwise.</param>
public sealed record GateVerdict(
    GateState State,
    ImmutableArray<EvidenceLine> Evidence,
    string Reason = ""
)
{
    public static GateVerdict Open(params ImmutableArray<EvidenceLine> evidence) =>
        new(GateState.Open, evidence);

    public static GateVerdict Closed(params ImmutableArray<EvidenceLine> evidence) =>
        new(GateState.Closed, evidence);

    public static GateVerdict Unknown(string reason) => new(GateState.Unknown, [], reason);
}

/// <summary>One stage that a connection must pass. Pure: evidence in, verdict out. One small file each.</summary>
public abstract class Gate
{
    public abstract GateId Id { get; }

    /// <summary>A word or two, as the line of gates shows it: <c>key exchange</c>.</summary>
    public abstract string Title { get; }

    /// <summary>What it needs to decide, for what was not looked at: <c>the host's rulesets</c>.</summary>
    public abstract string Needs { get; }

    /// <summary>How far a client must have come to prove the gate open; unspecified: nothing that a client sees proves it.</summary>
    public abstract Milestone ProvedBy { get; }

    /// <summary>What proves in a case that the client passed it; null where nothing does.</summary>
    public virtual EvidenceLine? ProofIn(DiagnosisCase asked) => asked.Client.Proof(ProvedBy);

    /// <summary>Decides by the evidence where the client's own progress does not.</summary>
    public abstract GateVerdict Ask(DiagnosisCase asked);
}
