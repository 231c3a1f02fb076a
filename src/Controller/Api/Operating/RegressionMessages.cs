using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Schema;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>The lives of regressions, and silences, as the contract has them.</summary>
internal static class RegressionMessages
{
    public static V1.RegressionStory Story(RegressionStoryAnswer story) =>
        new()
        {
            Regressions = { story.Regressions.Select(ChangeMessages.Regression) },
            Steps = { story.Steps.Select(Step) },
        };

    public static V1.Silence Silence(SilenceRow row) =>
        new()
        {
            Id = row.Id,
            Host = row.Host,
            Labels = { StoredJson.Labels(row.Labels) },
            Rule = row.Rule,
            Reason = row.Reason,
            By = row.By,
            From = row.From.ToTimestamp(),
            Until = row.Until.ToTimestamp(),
        };

    private static V1.RegressionMoment Step(RegressionStepAnswer step) =>
        new()
        {
            Id = step.Row.Id,
            Regression = step.Row.RegressionId,
            Host = step.Host,
            Kind = (V1.RegressionStepKind)(int)step.Row.Kind,
            State = (V1.RegressionState)(int)step.Row.State,
            At = step.Row.At.ToTimestamp(),
            By = step.Row.By,
            Text = step.Row.Text,
            Late = step.Row.Late,
        };
}
