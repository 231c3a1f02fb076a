using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Tests.Judging.Life;

/// <summary>Parts of policies for the sample catalog.</summary>
internal static class Said
{
    public static readonly DateTimeOffset Start = HostStory.Start;

    public static Silence Silence(string rule, DateTimeOffset from, DateTimeOffset until) =>
        new(
            "patch-night",
            HostSelector.Fleet,
            rule,
            "patching",
            new SilenceWindow.Once(from, until)
        );

    public static Waiver Waiver(string rule, DateTimeOffset until, string subject = "") =>
        new(HostSelector.Fleet, rule, subject, "old device", "carol", until, PolicyPlace.BuiltIn);

    public static JudgingRules With(params Waiver[] waivers) =>
        SampleCatalog.Rules with
        {
            Waivers = [.. waivers],
        };

    public static JudgingRules With(params Silence[] silences) =>
        SampleCatalog.Rules with
        {
            Silences = [.. silences],
        };

    public static JudgingRules Rule(string id, RulePolicy said) =>
        SampleCatalog.Rules with
        {
            Policy = new Policy(Policy.BuiltIn.Rules.SetItem(id, said)),
        };
}
