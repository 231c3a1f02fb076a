using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Diagnosis.Server;

namespace Fleet.Checks.Tests.Diagnosis.Explain;

/// <summary>A text and what it is explained by, without a fleet.</summary>
internal static class Explained
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Explanation Of(string text, ServerEvidence? server = null)
    {
        var read = ExplainReader.Read(text.Split('\n'));
        return Explainer.Explain(read, read.Question(null, Now), server ?? ServerEvidence.None);
    }

    public static string[] Ids(Explanation explanation) =>
        [.. explanation.Causes.Select(one => one.Cause.Id)];

    /// <summary>How the explanation has a cause: <c>first</c>, <c>listed</c> where it says that it cannot tell, else what it has in its place.</summary>
    public static string Has(Explanation explanation, string cause) =>
        explanation.Causes is [var top, ..] && top.Cause.Id == cause ? "first"
        : !explanation.IsDecided && Ids(explanation).Contains(cause) ? "listed"
        : $"{explanation.Outcome}: {string.Join(' ', Ids(explanation).Take(5))}";
}
