using Fleet.Checks.Reporting;
using Fleet.Checks.Reporting.Nagios;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Where a command writes, and how: data to <paramref name="Out"/>, talk to <paramref name="Error"/>.</summary>
/// <param name="Out">Data.</param>
/// <param name="Error">Talk.</param>
/// <param name="Width">Columns that a line may take; unbounded where the output is no terminal.</param>
/// <param name="Ink">Colour or none.</param>
/// <param name="Json">One JSON document instead of text.</param>
/// <param name="Times">How times are told.</param>
public sealed record Screen(
    TextWriter Out,
    TextWriter Error,
    int Width,
    Ink Ink,
    bool Json,
    TimeWords Times
)
{
    /// <summary>The width where nothing limits it.</summary>
    public const int Unbounded = 10_000;

    /// <summary>Nagios asks: it reads one line of stdout, and exit statuses that are its own.</summary>
    public bool IsNagios { get; init; }

    public bool IsTerminal => Width < Unbounded;

    public void Line(string text = "") => Out.WriteLine(text);

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Out.WriteLine(line);
        }
    }

    /// <summary>Answers Nagios; the result is the exit status.</summary>
    public int Answer(NagiosAnswer answer)
    {
        Lines(answer.Lines());
        return (int)answer.State;
    }

    public void Talk(string text) => Error.WriteLine(text);

    /// <summary>Says what went wrong, in the one form that all commands use.</summary>
    public int Fail(string what, int exitCode)
    {
        if (IsNagios)
        {
            return Answer(NagiosAnswer.Failed($"fleet: {what}"));
        }

        Error.WriteLine($"fleet: {Printable.Line(what)}");
        return exitCode;
    }
}
