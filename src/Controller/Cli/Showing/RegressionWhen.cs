using Fleet.Checks.Reporting;
using Fleet.Controller.Judging.Life;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Since when, and where a regression stands in its life.</summary>
internal static class RegressionWhen
{
    public static string Of(Regression regression, TimeWords times) =>
        regression.State switch
        {
            RegressionState.Resolved =>
                $"resolved {times.Since(regression.ClosedAt)}, opened {times.Clock(regression.OpenedAt)}",
            RegressionState.Accepted =>
                $"accepted by {Printable.Line(regression.AcceptedBy)}: {Printable.Line(regression.Reason)}"
                    + (
                        regression.AcceptedUntil is null
                            ? ""
                            : $", until {times.Clock(regression.AcceptedUntil)}"
                    ),
            _ => string.Join(", ", Parts(regression, times)),
        };

    private static IEnumerable<string> Parts(Regression regression, TimeWords times)
    {
        yield return regression.Openings > 1
            ? $"again since {times.Since(regression.OpenedAt)}"
            : $"since {times.Since(regression.OpenedAt)}";
        if (regression.FlappingSince is not null)
        {
            yield return Flapping.Words([
                .. regression.LatelyOpened.Select(at => at.ToDateTimeOffset()),
            ]);
        }

        if (regression.AcknowledgedBy.Length > 0)
        {
            yield return $"taken up by {Printable.Line(regression.AcknowledgedBy)}";
        }

        if (regression.SilencedBy.Length > 0)
        {
            yield return $"silenced: {Printable.Line(regression.SilencedBy)}";
        }

        if (Words.IsSilent(regression))
        {
            yield return $"as of {times.Clock(regression.LinkSince)}, {Words.Of(regression.Link)} since";
        }
    }
}
