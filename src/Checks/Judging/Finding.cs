using System.Collections.Immutable;

namespace Fleet.Checks.Judging;

/// <summary>A rule's answer on a subject. Unknown is a result; it is never a pass.</summary>
public enum Outcome
{
    Unspecified = 0,
    Pass,
    Warn,
    Fail,

    /// <summary>What the rule reads could not be read.</summary>
    Unknown,

    /// <summary>The rule's subject does not exist on this host.</summary>
    NotApplicable,
}

/// <summary>How much it matters where a rule does not pass.</summary>
public enum Severity
{
    Unspecified = 0,
    Info,
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>A rule's outcome on a subject of one host.</summary>
public sealed record Finding
{
    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>What on the host it speaks of (a path, an account, a port); empty: the host as a whole. Stable.</summary>
    public string Subject { get; init; } = "";

    public required Outcome Outcome { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What is the case, for whom: one sentence in plain words. Raw text from hosts may be inside: renderers escape it.</summary>
    public required string Summary { get; init; }

    /// <summary>Commands that repair it, in order; empty where nothing is wrong or no command helps.</summary>
    public ImmutableArray<string> Remedy { get; init; } = [];

    /// <summary>The fact keys this outcome rests on: their drift belongs to this finding.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Where the deciding value was read (<c>/etc/ssh/sshd_config:33</c>).</summary>
    public string Source { get; init; } = "";

    /// <summary>When time alone could change the answer; null: never.</summary>
    public DateTimeOffset? ValidUntil { get; init; }
}
