using Fleet.Checks.Reporting;

namespace Fleet.Controller.Judging.Policies.Comparing;

/// <summary>What differs between two policies besides rules and findings, a line each.</summary>
internal static class PolicyNotes
{
    public static IEnumerable<string> Of(FleetPolicy before, FleetPolicy after) =>
        [
            .. Changes(before.Waivers.Select(Line), after.Waivers.Select(Line)),
            .. Changes(before.Silences.Select(Line), after.Silences.Select(Line)),
            .. Changes(before.Schedules.Select(Line), after.Schedules.Select(Line)),
        ];

    private static IEnumerable<string> Changes(
        IEnumerable<string> before,
        IEnumerable<string> after
    )
    {
        var (one, other) = (before.ToArray(), after.ToArray());
        return one.Except(other, StringComparer.Ordinal)
            .Select(line => $"- {line}")
            .Concat(other.Except(one, StringComparer.Ordinal).Select(line => $"+ {line}"));
    }

    private static string Line(Waiver waiver) =>
        Printable.Line(
            $"waiver of {waiver.Rule}{(waiver.Subject.Length == 0 ? "" : $" ({waiver.Subject})")} for {waiver.Hosts} until {waiver.Until:yyyy-MM-dd HH:mm}Z: {waiver.Reason}"
        );

    private static string Line(Silence silence) =>
        Printable.Line(
            $"silence {silence.Name} of {(silence.Rule.Length == 0 ? "everything" : silence.Rule)} for {silence.Hosts}, {Words(silence.Window)}: {silence.Reason}"
        );

    private static string Line(CheckPlan plan) =>
        $"schedule of {string.Join(", ", plan.Checks)} for {plan.Hosts}: {(plan.Off ? "off" : $"every {plan.Every?.ToString() ?? "as declared"}")}";

    private static string Words(SilenceWindow window) =>
        window switch
        {
            SilenceWindow.Once once =>
                $"{once.From:yyyy-MM-dd HH:mm}Z to {once.Until:yyyy-MM-dd HH:mm}Z",
            RecurringWindow again => $"{again.Begins} for {again.Lasts} ({again.Zone.Id})",
            _ => "",
        };
}
