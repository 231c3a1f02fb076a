using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting;

/// <summary>Colour as an addition: with it or without, the same words and marks are there.</summary>
/// <param name="On">False where the output is no terminal, NO_COLOR is set or --no-color was given.</param>
public readonly record struct Ink(bool On)
{
    /// <summary>The mark of an outcome: <c>✗</c>, <c>!</c>, <c>?</c>, <c>✓</c> or <c>–</c>.</summary>
    public string Mark(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => Paint("31;1", "✗"),
            Outcome.Warn => Paint("33;1", "!"),
            Outcome.Pass => Paint("32", "✓"),
            Outcome.NotApplicable => Dim("–"),
            _ => Paint("36", "?"),
        };

    public string Strong(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    private string Paint(string code, string text) => On ? $"\e[{code}m{text}\e[0m" : text;
}
