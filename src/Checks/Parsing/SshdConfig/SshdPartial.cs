namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Lines that set part of a value and leave the rest to another line (<c>servconf.c</c>: RekeyLimit is two settings, MaxStartups three).</summary>
internal static class SshdPartial
{
    /// <summary>The line that counts, with what it leaves open taken from another.</summary>
    public static SshdDirective Fill(SshdDirective counts, SshdDirective other) =>
        counts.Keyword.Kind switch
        {
            SshdValueKind.RekeyLimit when !HasInterval(counts) && HasInterval(other) => counts with
            {
                Printed = [$"{Part(counts, ' ', 0)} {Part(other, ' ', 1)}"],
            },
            SshdValueKind.MaxStartups when !counts.Words[0].Contains(':') => counts with
            {
                Printed = [$"{Part(counts, ':', 0)}:{Part(other, ':', 1)}:{Part(counts, ':', 2)}"],
            },
            _ => counts,
        };

    // "none" and nothing leave the interval unset, and so does a line that was filled from such a one.
    private static bool HasInterval(SshdDirective line) =>
        (line.Words.Length > 1 && line.Words[1] != "none") || Part(line, ' ', 1) != "0";

    private static string Part(SshdDirective line, char between, int at) =>
        line.Printed[0].Split(between)[at];
}
