using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>A policy that was applied; the newest is in force.</summary>
[Table("policy")]
public sealed class PolicyRow
{
    /// <summary>Its version.</summary>
    public long Id { get; init; }

    public DateTimeOffset AppliedAt { get; init; }

    public required string By { get; init; }

    /// <summary>Why, as who applied it says.</summary>
    public required string Reason { get; init; }

    /// <summary>The file's name, for errors and explanations.</summary>
    public required string File { get; init; }

    public required string Text { get; init; }
}

/// <summary>A silence that an operator made; a policy's own stand in its text.</summary>
[Table("silence")]
[Index(nameof(Until))]
public sealed class SilenceRow
{
    public long Id { get; init; }

    /// <summary>A name or pattern; empty: every host.</summary>
    public required string Host { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Labels { get; init; }

    /// <summary>A rule's id or a fact key's pattern; empty: everything.</summary>
    public required string Rule { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public DateTimeOffset From { get; init; }

    /// <summary>Moves to the moment at which somebody ends it early.</summary>
    public DateTimeOffset Until { get; init; }
}

/// <summary>How far a reader of the feed has come; saved in the commit of what it made of the feed.</summary>
[Table("feed_cursor")]
public sealed class FeedCursorRow
{
    [Key]
    public required string Reader { get; init; }

    /// <summary>The newest <see cref="RegressionEventRow.Id"/> that it has dealt with.</summary>
    public long Position { get; init; }
}
