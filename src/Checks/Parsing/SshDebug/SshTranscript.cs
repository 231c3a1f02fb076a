using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshDebug;

/// <summary>One line of <c>ssh -v</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Text">The line without its <c>debugN:</c>. Raw: a server may have written part of it.</param>
/// <param name="Values">What the kind names, in order.</param>
public sealed record SshDebugLine(
    int Number,
    SshDebugKind Kind,
    string Text,
    ImmutableArray<string> Values
)
{
    /// <summary>The last value; empty where there is none.</summary>
    public string Last => Values.IsEmpty ? "" : Values[^1];
}

/// <summary>What <c>ssh -v</c>, <c>-vv</c> or <c>-vvv</c> wrote, or any part of it. Pure.</summary>
public sealed record SshTranscript(ImmutableArray<SshDebugLine> Lines)
{
    private const string Debug = "debug";

    public static SshTranscript Parse(string text) =>
        new([
            .. text.Split('\n')
                .Select((line, at) => Read(at + 1, line.TrimEnd('\r', ' ')))
                .OfType<SshDebugLine>(),
        ]);

    public bool Has(SshDebugKind kind) => Lines.Any(line => line.Kind == kind);

    public SshDebugLine? First(SshDebugKind kind) =>
        Lines.FirstOrDefault(line => line.Kind == kind);

    public SshDebugLine? Last(SshDebugKind kind) => Lines.LastOrDefault(line => line.Kind == kind);

    public IEnumerable<SshDebugLine> All(SshDebugKind kind) =>
        Lines.Where(line => line.Kind == kind);

    private static SshDebugLine? Read(int number, string line)
    {
        var text = WithoutLevel(line);
        if (text.Length == 0)
        {
            return null;
        }

        foreach (var pattern in SshDebugPatterns.All)
        {
            if (pattern.Read(text) is { } values)
            {
                return new SshDebugLine(number, pattern.Kind, text, values);
            }
        }

        return new SshDebugLine(number, SshDebugKind.Unspecified, text, []);
    }

    private static string WithoutLevel(string line) =>
        line.Length > Debug.Length + 2
        && line.StartsWith(Debug, StringComparison.Ordinal)
        && char.IsAsciiDigit(line[Debug.Length])
        && line[Debug.Length + 1] == ':'
            ? line[(Debug.Length + 2)..].TrimStart()
            : line;
}
