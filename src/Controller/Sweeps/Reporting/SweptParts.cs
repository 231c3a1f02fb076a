using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>A sweep itself.</summary>
public sealed record SweptSweep
{
    public required long Id { get; init; }

    /// <summary>The profile's name: <c>ssh-baseline</c>.</summary>
    public required string Profile { get; init; }

    public required string ProfileTitle { get; init; }

    /// <summary>The document that the profile follows, with its version; empty: none.</summary>
    public required string ProfileSource { get; init; }

    /// <summary>How its hosts were selected, in words; the same words are the same selection.</summary>
    public required string Selection { get; init; }

    /// <summary>Who began it, or the schedule's name.</summary>
    public required string By { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Until when hosts that are offline are asked again.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Null: it is running.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public required SweepState State { get; init; }

    /// <summary>No host was asked: what was stored was judged.</summary>
    public required bool IsStored { get; init; }

    /// <summary>The policy whose waivers hold in it; 0: the built-in one.</summary>
    public required long PolicyVersion { get; init; }
}

/// <summary>One control of the profile.</summary>
/// <param name="Id">Its number in the document.</param>
/// <param name="Title">What it asks for, in one line.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Level">The document's own grade of it (<c>1</c>, <c>CAT II</c>); empty: none.</param>
/// <param name="References">Public identifiers.</param>
/// <param name="IsManual">A person has to judge it; its results are unknown and count as such a one.</param>
public sealed record SweptControl(
    string Id,
    string Title,
    Severity Severity,
    string Level,
    ImmutableArray<string> References,
    bool IsManual
);

/// <summary>One host of the sweep.</summary>
/// <param name="Name">As it was then.</param>
/// <param name="Labels">As they were then.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why there is no answer, or no whole one; empty: there is one.</param>
/// <param name="AnsweredAt">When it was judged; null: it was not.</param>
public sealed record SweptHost(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    SweepHostState State,
    string Reason,
    DateTimeOffset? AnsweredAt
);

/// <summary>One outcome of one control on one subject of one host. Raw text from hosts may be inside: renderers escape it.</summary>
public sealed record SweptResult
{
    /// <summary>The host's name.</summary>
    public required string Host { get; init; }

    /// <summary>The control's id.</summary>
    public required string Control { get; init; }

    /// <summary>What on the host it speaks of; empty: the host as a whole.</summary>
    public required string Subject { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>How it counts.</summary>
    public required Standing Standing { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What is the case, in plain words.</summary>
    public required string Summary { get; init; }

    /// <summary>Commands that repair it, in order.</summary>
    public ImmutableArray<string> Remedy { get; init; } = [];

    /// <summary>The facts that it rests on.</summary>
    public ImmutableArray<SweptFact> Evidence { get; init; } = [];

    /// <summary>Why it is accepted; empty: it is not.</summary>
    public string WaivedReason { get; init; } = "";

    /// <summary>Until when it is accepted; null: it is not.</summary>
    public DateTimeOffset? WaivedUntil { get; init; }
}

/// <summary>A fact as it was when it was judged.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; raw text from the host.</param>
/// <param name="Source">Where it was read (<c>/etc/ssh/sshd_config:33</c>); empty: nowhere in particular.</param>
public sealed record SweptFact(string Key, string Value, string Source);

/// <summary>An earlier sweep of the same profile and selection that ended.</summary>
/// <param name="Sweep">Its id.</param>
/// <param name="At">When it ended.</param>
/// <param name="Hosts">How many hosts it had.</param>
/// <param name="Results">Its results.</param>
public sealed record TrendPoint(long Sweep, DateTimeOffset At, int Hosts, StandingCounts Results);
