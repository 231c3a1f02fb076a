using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Cli.Sweeping;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Watching;

/// <summary>What happened, a line an event: for people.</summary>
internal sealed class WatchText(Screen screen)
{
    public string Line(V1.FleetEvent told) =>
        $"{screen.Ink.Dim(screen.Times.Clock(told.At))}  {What(told)}";

    private string What(V1.FleetEvent told) =>
        told.EventCase switch
        {
            V1.FleetEvent.EventOneofCase.Regression => Of(told.Regression),
            V1.FleetEvent.EventOneofCase.Link =>
                $"{screen.Ink.Mark(Of(told.Link.State))} {Printable.Line(told.Link.Host)} is {Words.Of(told.Link.State)}",
            V1.FleetEvent.EventOneofCase.Sweep => Of(told.Sweep),
            _ =>
                $"  policy {told.Policy.Version} applied by {Printable.Line(told.Policy.By)}{Behind(told.Policy.Reason)}",
        };

    private string Of(V1.RegressionStep step)
    {
        var about = step.Rule.Length == 0 ? step.Subject : step.Summary;
        var change =
            step.Before.Length + step.After.Length > 0
                ? $"  {Printable.Line(step.Before)} → {Printable.Line(step.After)}"
                : "";
        var by = step.By.Length > 0 ? $" by {Printable.Line(step.By)}" : "";
        var late = step.Late ? " (while it was away)" : "";
        return $"{screen.Ink.Mark(MarkOf(step))} {Printable.Line(step.Host)}  {screen.Ink.Strong($"#{step.Id}")} {Words.Json(step.Kind).Replace('_', ' ')}{by}{late}: {Printable.Line(about)}{change}{Behind(step.Text)}";
    }

    private static string Of(V1.SweepStep sweep) =>
        sweep.Ended
            ? $"  sweep {SweepId.Text(sweep.Id)} {Words.Json(sweep.State)}: {Printable.Line(sweep.Profile)} over {Printable.Line(sweep.Selection)}"
            : $"  sweep {SweepId.Text(sweep.Id)} began: {Printable.Line(sweep.Profile)} over {Printable.Line(sweep.Selection)}, by {Printable.Line(sweep.By)}";

    private static string Behind(string text) =>
        text.Length == 0 ? "" : $" ({Printable.Line(text)})";

    private static Outcome MarkOf(V1.RegressionStep step) =>
        step.Kind switch
        {
            V1.RegressionStepKind.Resolved => Outcome.Pass,
            V1.RegressionStepKind.Opened
            or V1.RegressionStepKind.Reopened
            or V1.RegressionStepKind.Expired => step.Severity >= V1.Severity.High
                ? Outcome.Fail
                : Outcome.Warn,
            V1.RegressionStepKind.Changed or V1.RegressionStepKind.FlappingBegan => Outcome.Warn,
            _ => Outcome.NotApplicable,
        };

    private static Outcome Of(V1.LinkState state) =>
        state switch
        {
            V1.LinkState.Online => Outcome.Pass,
            V1.LinkState.Offline or V1.LinkState.Quarantined => Outcome.Fail,
            V1.LinkState.Late => Outcome.Warn,
            _ => Outcome.NotApplicable,
        };
}
