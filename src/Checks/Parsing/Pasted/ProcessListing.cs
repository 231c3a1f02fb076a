using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A process.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Parent">Its parent's number; null where it is not printed.</param>
/// <param name="User">Whose it is, as printed.</param>
/// <param name="State">Its letters (<c>Ss</c>); empty where they are not printed.</param>
/// <param name="Command">What runs, to the line's end.</param>
public sealed record PastedProcess(int Pid, int? Parent, string User, string State, string Command);

/// <summary>What <c>ps</c> prints (ps(1)), by its header.</summary>
public sealed record ProcessListing(ImmutableArray<PastedProcess> Processes) : PastedOutput
{
    /// <summary>Null where no line is a header that begins with columns of ps and ends with the command.</summary>
    public static ProcessListing? Read(string text)
    {
        string[]? columns = null;
        var processes = ImmutableArray.CreateBuilder<PastedProcess>();
        foreach (var line in PastedLines.Of(text))
        {
            if (columns is null)
            {
                var words = PastedLines.Words(line);
                columns = words.Contains("PID") && words[^1] is "CMD" or "COMMAND" ? words : null;
            }
            else if (Process(OneLabel(line, columns), columns) is { } process)
            {
                processes.Add(process);
            }
        }

        return processes.Count == 0 ? null : new ProcessListing(processes.ToImmutable());
    }

    // AppArmor's labels name their mode behind a blank.
    private static string OneLabel(string line, string[] columns) =>
        columns[0] != "LABEL"
            ? line
            : line.Replace(" (enforce)", "", StringComparison.Ordinal)
                .Replace(" (complain)", "", StringComparison.Ordinal)
                .Replace(" (unconfined)", "", StringComparison.Ordinal);

    private static PastedProcess? Process(string line, string[] columns)
    {
        if (PastedLines.Cut(line, columns.Length - 1) is not { } cut)
        {
            return null;
        }

        return Number("PID") is { } pid
            ? new PastedProcess(
                pid,
                Number("PPID"),
                Word("USER", "UID", "RUSER"),
                Word("STAT", "S"),
                cut.Tail
            )
            : null;

        string Word(params string[] names) =>
            Array.FindIndex(columns, names.Contains) is >= 0 and var at && at < cut.Words.Length
                ? cut.Words[at]
                : "";

        int? Number(string name) =>
            int.TryParse(Word(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : null;
    }
}
