using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Reporting.Nagios;

/// <summary>
/// What a Nagios plugin prints: one line with figures behind a <c>|</c>, then long output (Nagios Core, "Nagios Plugin API"). Text from hosts cannot end the line, begin
/// figures of its own, or speak to a terminal.
/// </summary>
/// <param name="State">The exit status too.</param>
/// <param name="Said">What is to be said in one line. Raw.</param>
/// <param name="Figures">Names are ours, never a host's.</param>
/// <param name="Details">Long output, a line each, worst first. Raw.</param>
public sealed record NagiosAnswer(
    NagiosState State,
    string Said,
    ImmutableArray<KeyValuePair<string, long>> Figures,
    ImmutableArray<string> Details
)
{
    /// <summary>So many lines of long output; Nagios keeps 8 KiB of a plugin's output, NRPE 2 once 1 KiB.</summary>
    public const int MostDetails = 20;

    /// <summary>So many characters of one line.</summary>
    public const int Longest = 240;

    /// <summary>The output's lines.</summary>
    public IEnumerable<string> Lines()
    {
        var head = $"SSH {State.ToString().ToUpperInvariant()} - {Safe(Said)}";
        yield return Figures.IsEmpty ? head : $"{head} | {string.Join(' ', Figures.Select(Text))}";
        foreach (var detail in Details.Take(MostDetails))
        {
            yield return Safe(detail);
        }

        if (Details.Length > MostDetails)
        {
            yield return $"and {Details.Length - MostDetails} more";
        }
    }

    /// <summary>Nothing could be asked.</summary>
    public static NagiosAnswer Failed(string why) => new(NagiosState.Unknown, why, [], []);

    /// <summary>On one line, without the character that begins figures.</summary>
    private static string Safe(string text)
    {
        var safe = Printable.Line(text).Replace('|', '¦');
        if (safe.Length <= Longest)
        {
            return safe;
        }

        var cut = char.IsHighSurrogate(safe[Longest - 2]) ? Longest - 2 : Longest - 1;
        return safe[..cut] + "…";
    }

    private static string Text(KeyValuePair<string, long> figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Key}={figure.Value};;;0");
}
