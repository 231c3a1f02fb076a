using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>The date can be true.</summary>
public sealed class PlausibleRule : Rule
{
    private const string No = "no: ";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.clock/plausible",
            Title = "the date can be true",
            Severity = Severity.High,
            Rationale =
                "After an empty battery or a restored snapshot a host wakes up years ago: every certificate is refused as not yet valid, and the agent's own connection as well.",
            Reads = [ClockKeys.Plausible],
            Decides = [ClockKeys.Plausible],
            References = ["hwclock(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var plausible = input[ClockKeys.Id].Read(ClockKeys.Plausible);
        var finding =
            plausible.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether the date is true: {plausible.Reason}"
                )
            : plausible.Is("yes") ? Finding(Outcome.Pass, "", "the date can be true")
            : Finding(
                Outcome.Fail,
                "",
                $"the clock is far off: {(plausible.Value.StartsWith(No, StringComparison.Ordinal) ? plausible.Value[No.Length..] : plausible.Value)}"
            ) with
            {
                Remedy =
                [
                    "timedatectl set-ntp false && timedatectl set-time 'YYYY-MM-DD HH:MM:SS' && timedatectl set-ntp true",
                    "hwclock --systohc",
                ],
            };
        yield return finding with
        {
            Keys = [ClockKeys.Plausible],
        };
    }
}
