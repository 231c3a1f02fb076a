using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>One requirement of a profile.</summary>
public sealed record Control
{
    /// <summary>Its number in the document: <c>5.1.16</c>, <c>RHEL-09-255045</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it asks for, in one line.</summary>
    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The document's own grade of it: <c>1</c> or <c>2</c> (CIS), <c>CAT II</c> (DISA); empty where it has none.</summary>
    public string Level { get; init; } = "";

    /// <summary>Public identifiers: <c>V-257985</c>, <c>CCE-90800-4</c>.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    public required Judgement JudgedBy { get; init; }
}
