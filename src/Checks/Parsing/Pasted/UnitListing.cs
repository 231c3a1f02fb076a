using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A unit as one of systemctl's tables shows it.</summary>
/// <param name="Name">The unit: <c>ssh.service</c>.</param>
public sealed record PastedUnit(string Name)
{
    /// <summary><c>loaded</c>, <c>not-found</c>, <c>masked</c>; empty where the table has none.</summary>
    public string Load { get; init; } = "";

    /// <summary><c>active</c>, <c>failed</c>, <c>inactive</c>.</summary>
    public string Active { get; init; } = "";

    /// <summary><c>running</c>, <c>dead</c>, <c>listening</c>.</summary>
    public string Sub { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Of <c>list-unit-files</c>: <c>enabled</c>, <c>disabled</c>, <c>masked</c>, <c>static</c>.</summary>
    public string FileState { get; init; } = "";

    /// <summary>Of <c>list-sockets</c>: the address or path.</summary>
    public string Listen { get; init; } = "";

    /// <summary>Of <c>list-sockets</c>: the unit that it starts.</summary>
    public string Activates { get; init; } = "";

    /// <summary>Of <c>list-jobs</c>: <c>start waiting</c>.</summary>
    public string Job { get; init; } = "";
}

/// <summary>What <c>systemctl list-units</c>, <c>list-unit-files</c>, <c>list-sockets</c> and <c>list-jobs</c> print (systemctl(1)).</summary>
public sealed record UnitListing(ImmutableArray<PastedUnit> Units) : PastedOutput
{
    /// <summary>Null where no line is a header of such a table.</summary>
    public static UnitListing? Read(string text)
    {
        var units = ImmutableArray.CreateBuilder<PastedUnit>();
        Func<string, PastedUnit?>? row = null;
        foreach (var line in PastedLines.Of(text))
        {
            if (row is null)
            {
                row = Row(line);
            }
            else if (line.Length == 0)
            {
                // The legend follows.
                break;
            }
            else if (row(line) is { } unit)
            {
                units.Add(unit);
            }
        }

        return row is null ? null : new UnitListing(units.ToImmutable());
    }

    private static Func<string, PastedUnit?>? Row(string header) =>
        PastedLines.Words(header) switch
        {
            ["UNIT", "LOAD", "ACTIVE", "SUB", ..] => Unit,
            ["UNIT", "FILE", "STATE", ..] => UnitFile,
            ["LISTEN", "UNIT", ..] => Socket(header),
            ["JOB", "UNIT", "TYPE", "STATE"] => Job,
            _ => null,
        };

    // A dot in front marks a unit that failed or is not found.
    private static PastedUnit? Unit(string line) =>
        PastedLines.Cut(line.TrimStart(' ', '●', '○', '*', '×'), 4) is { } cut
            ? new PastedUnit(cut.Words[0])
            {
                Load = cut.Words[1],
                Active = cut.Words[2],
                Sub = cut.Words[3],
                Description = cut.Tail,
            }
            : null;

    private static PastedUnit? UnitFile(string line) =>
        PastedLines.Cut(line, 2) is { } cut
            ? new PastedUnit(cut.Words[0]) { FileState = cut.Words[1] }
            : null;

    // What is listened on may hold blanks ("audit 1"): it ends where the column does.
    private static Func<string, PastedUnit?> Socket(string header)
    {
        var column = header.IndexOf("UNIT", StringComparison.Ordinal);
        return line =>
            line.Length > column && PastedLines.Words(line[column..]) is { Length: > 0 } words
                ? new PastedUnit(words[0])
                {
                    Listen = line[..column].Trim(),
                    Activates = string.Join(' ', words[1..]),
                }
                : null;
    }

    private static PastedUnit? Job(string line) =>
        PastedLines.Words(line) is [_, var unit, var type, var state, ..]
            ? new PastedUnit(unit) { Job = $"{type} {state}" }
            : null;
}
