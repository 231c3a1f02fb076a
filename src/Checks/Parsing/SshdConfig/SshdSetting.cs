using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>An effective value.</summary>
/// <param name="Name">The keyword in sshd_config(5)'s spelling.</param>
/// <param name="Lines">The value; several entries for keywords that take a list (Port, AllowUsers, HostKey, Subsystem …).</param>
/// <param name="Source">The line that (first) set it; null: built in, or not known.</param>
public sealed record SshdSetting(string Name, ImmutableArray<string> Lines, SshdSource? Source)
{
    /// <summary>One canonical text: entries joined by a blank, one with blanks inside in double quotes; subsystems joined by <c>; </c>.</summary>
    public string Value =>
        Name == "Subsystem" ? string.Join("; ", Lines)
        : Lines.Length == 1 && SshdKeywords.Find(Name) is not { IsPrintedInLines: true } ? Lines[0]
        : string.Join(' ', Lines.Select(Quoted));

    /// <summary>True where the value is this word, ASCII case ignored.</summary>
    public bool Is(string value) => Value.Equals(value, StringComparison.OrdinalIgnoreCase);

    private string Quoted(string entry) =>
        Name != "ListenAddress" && entry.Contains(' ') ? $"\"{entry}\"" : entry;
}
