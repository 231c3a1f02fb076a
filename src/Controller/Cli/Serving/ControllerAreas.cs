namespace Fleet.Controller.Cli.Serving;

/// <summary>Every area, in the order in which they begin.</summary>
internal static class ControllerAreas
{
    public static IReadOnlyList<IControllerArea> On(ControllerCore core) =>
        [
            new PolicyArea(core),
            new SweepArea(core),
            new NotificationArea(core),
            new EventArea(core),
            new AttributionArea(core),
        ];
}
