using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>A diagnosis as somebody made it.</summary>
[Table("diagnosis")]
[Index(nameof(At))]
public sealed class DiagnosisRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The operator who made it.</summary>
    public required string Actor { get; init; }

    /// <summary>Its name in the fleet, which outlives the host; empty: the fleet did not know it.</summary>
    public required string Host { get; init; }

    /// <summary>As it was asked for.</summary>
    public required string Target { get; init; }

    public required string User { get; init; }

    public required string Vantage { get; init; }

    /// <summary>Where the connection ends; empty: nowhere that is known.</summary>
    public required string Gate { get; init; }

    /// <summary>The leading cause's id; empty: none.</summary>
    public required string Cause { get; init; }

    /// <summary>The same in words. Raw: text from hosts may be inside.</summary>
    public required string Summary { get; init; }

    public int Exit { get; init; }

    /// <summary>The whole of it, a JSON object.</summary>
    public required string Answer { get; init; }
}
