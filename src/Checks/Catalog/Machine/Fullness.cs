using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Machine;

/// <summary>How full is too full, as policy says.</summary>
/// <param name="Warn">Percent used from which it is a warning.</param>
/// <param name="Fail">Percent used from which it is a failure.</param>
internal sealed record Fullness(double Warn, double Fail)
{
    public const string WarnName = "warn_percent";
    public const string FailName = "fail_percent";

    public static Fullness Of(JudgeInput input, RuleDeclaration rule) =>
        new(Number(input, rule, WarnName), Number(input, rule, FailName));

    public Outcome Judge(double used) =>
        used >= Fail ? Outcome.Fail
        : used >= Warn ? Outcome.Warn
        : Outcome.Pass;

    /// <summary>A policy's number; where it is none, the declared one.</summary>
    public static double Number(JudgeInput input, RuleDeclaration rule, string name) =>
        double.TryParse(
            input.Policy.Parameter(rule, name),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : double.Parse(rule.Parameters[name], CultureInfo.InvariantCulture);
}
