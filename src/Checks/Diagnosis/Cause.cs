using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis;

/// <summary>How sure an answer is.</summary>
public enum Confidence
{
    Unspecified = 0,

    /// <summary>It fits the symptom; nothing proves it.</summary>
    Possible,

    /// <summary>It fits best, and the usual other explanations are excluded or rarer.</summary>
    Likely,

    /// <summary>The state that causes it was seen.</summary>
    Certain,
}

/// <summary>Where a command is run.</summary>
public enum FixPlace
{
    Unspecified = 0,

    /// <summary>On the machine that connects, as the user who does.</summary>
    Client,

    /// <summary>On the host, as root.</summary>
    Host,
}

/// <summary>One command that repairs it, for this host, user, port and address exactly; quoted for a shell.</summary>
public sealed record Fix(FixPlace Place, string Command);

/// <summary>A root cause there is, declared once: data and a pure function.</summary>
/// <param name="Id">Stable: <c>paths.strict_modes</c>; the part before the dot is its gate's.</param>
/// <param name="Gate">The gate that it closes.</param>
/// <param name="Title">What it is, without names: <c>sshd ignores the keys because others may write to their path</c>.</param>
/// <param name="Find">Finds it in a case; null where nothing speaks for it.</param>
public sealed record Cause(
    string Id,
    GateId Gate,
    string Title,
    Func<DiagnosisCase, CauseFound?> Find
)
{
    /// <summary>Causes that are consequences of this one: where this is found they are not told.</summary>
    public ImmutableArray<string> Explains { get; init; } = [];

    /// <summary>True for a cause that counts whatever its gate says: no gate shows it, because it slows a login down or hits what comes after, or sshd itself names it.</summary>
    public bool IsBesideGate { get; init; }

    /// <summary>True for a cause that is told only where no other of its gate is found that is as sure.</summary>
    public bool YieldsToOthers { get; init; }
}

/// <summary>What speaks for a cause in a case.</summary>
public sealed record CauseFound
{
    public required Confidence Confidence { get; init; }

    /// <summary>What is the case, with names: one sentence. Raw text from hosts may be inside.</summary>
    public required string Summary { get; init; }

    public ImmutableArray<EvidenceLine> Evidence { get; init; } = [];

    /// <summary>In order; empty where no command helps.</summary>
    public ImmutableArray<Fix> Fixes { get; init; } = [];

    /// <summary>The rule that says the same of the host, by which its history is found; empty where there is none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The rule's subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What would show that it is not the cause: a command or an observation.</summary>
    public string Disproof { get; init; } = "";
}
