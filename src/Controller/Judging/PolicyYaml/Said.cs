using Fleet.Checks.Reporting;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>How errors speak of what the file says.</summary>
internal static class Said
{
    private const int Longest = 60;

    /// <summary>Text from the file: short and safe to print.</summary>
    public static string Raw(string text) =>
        text.Length > Longest ? Printable.Line(text[..Longest]) + "…" : Printable.Line(text);

    public static string Quoted(string text) => $"\"{Raw(text)}\"";

    /// <summary>What stands there, for "takes X, not …".</summary>
    public static string What(PolicyNode node) =>
        node switch
        {
            PolicyList => "a list",
            PolicyMap => "a mapping",
            PolicyScalar { IsNothing: true } => "nothing",
            PolicyScalar { Quoted: true } scalar => $"the text {Quoted(scalar.Text)}",
            PolicyScalar scalar => Quoted(scalar.Text),
            _ => "that",
        };

    /// <summary><c>a, b or c</c></summary>
    public static string Choice(IReadOnlyList<string> words) =>
        words.Count < 2
            ? string.Concat(words)
            : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";

    /// <summary>The tail of an error about a name nobody knows; empty where none is near.</summary>
    public static string DidYouMean(string? nearest) =>
        nearest is null ? "" : $"; did you mean {nearest}?";

    public static string DidYouMean(string asked, IEnumerable<string> known) =>
        DidYouMean(NearestName.To(asked, known));
}
