using Fleet.Checks.Judging;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>One requirement on one host, as Fleet and another program judge it.</summary>
/// <param name="Host">Which of <see cref="ComparedHosts"/>.</param>
/// <param name="Profile">Fleet's profile.</param>
/// <param name="Control">Its control.</param>
/// <param name="Fleet">Its outcome.</param>
/// <param name="Source">Where Fleet read the deciding value; empty: it is built in.</param>
/// <param name="Tool">OpenSCAP or Lynis.</param>
/// <param name="Rule">What the other program calls the requirement.</param>
/// <param name="Other">Its verdict.</param>
internal sealed record Compared(
    string Host,
    string Profile,
    string Control,
    Outcome Fleet,
    string Source,
    string Tool,
    string Rule,
    string Other
)
{
    public const string OfOpenScap = "OpenSCAP";
    public const string OfLynis = "Lynis";

    /// <summary>Both say that it holds, or both that it does not.</summary>
    public bool Agree =>
        Fleet is Outcome.Pass or Outcome.Fail
        && (Fleet == Outcome.Pass) == Other is "pass" or "ok"
        && (Fleet == Outcome.Fail) == Other is "fail" or "weak" or "suggestion";

    /// <summary>Why they differ; null: nobody has said.</summary>
    public string? Why => Explanation.All.FirstOrDefault(each => each.Covers(this))?.Why;

    public override string ToString() =>
        $"{Host} {Profile} {Control}: Fleet {Fleet} ({Source}), {Tool} {Rule} {Other}";
}
