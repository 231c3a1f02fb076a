using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>The next boot starts with the right time.</summary>
public sealed class HardwareClockRule : Rule
{
    private const string WarnSeconds = "warn_seconds";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.clock/hardware",
            Title = "the hardware clock agrees with the system's",
            Severity = Severity.Low,
            Rationale =
                "The next boot starts from the hardware clock: until a time server answers, certificates are judged by it. One that is kept in local time is not compared.",
            Reads = [ClockKeys.HardwareZone, ClockKeys.HardwareDifference],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(WarnSeconds, "900"),
            References = ["hwclock(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[ClockKeys.Id];
        var zone = facts.Read(ClockKeys.HardwareZone);
        if (zone.IsUnknown)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known what the hardware clock shows: {zone.Reason}"
            );
            yield break;
        }

        if (
            !zone.Is("utc")
            || !input.Samples.TryGetValue(ClockKeys.HardwareDifference, out var difference)
        )
        {
            yield return Finding(
                Outcome.NotApplicable,
                "",
                zone.Is("local")
                    ? "the hardware clock is kept in local time"
                    : "there is no hardware clock"
            );
            yield break;
        }

        var off = Math.Abs(difference);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"the hardware clock is {off:0} s {(difference < 0 ? "behind" : "ahead")}"
        );
        yield return off < Fullness.Number(input, Declaration, WarnSeconds)
            ? Finding(Outcome.Pass, "", text)
            : Finding(Outcome.Warn, "", $"{text}: the next boot starts with a wrong time") with
            {
                Remedy = ["hwclock --systohc"],
            };
    }
}
