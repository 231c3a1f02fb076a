using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>The host and the controller agree on the time.</summary>
public sealed class SkewRule : Rule
{
    private const string WarnSeconds = "warn_seconds";
    private const string FailSeconds = "fail_seconds";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.clock/skew",
            Title = "the clock agrees with the controller's",
            Severity = Severity.Medium,
            Rationale =
                "One-time passwords bear half a minute, Kerberos five minutes; certificates that were issued a moment ago are not yet valid on a host that is behind. Measured when the agent connects; "
                + "which of the two clocks is wrong it does not say.",
            Reads = [ClockKeys.Skew],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(WarnSeconds, "30")
                .Add(FailSeconds, "300"),
            References = ["krb5.conf(5) clockskew"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        if (!input.Samples.TryGetValue(ClockKeys.Skew, out var skew))
        {
            yield return Finding(
                Outcome.NotApplicable,
                "",
                "no controller has compared the clocks"
            );
            yield break;
        }

        var off = Math.Abs(skew);
        var outcome =
            off >= Fullness.Number(input, Declaration, FailSeconds) ? Outcome.Fail
            : off >= Fullness.Number(input, Declaration, WarnSeconds) ? Outcome.Warn
            : Outcome.Pass;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"the clock is {off:0.#} s {(skew < 0 ? "behind" : "ahead of")} the controller's"
        );
        yield return outcome == Outcome.Pass
            ? Finding(outcome, "", text)
            : Finding(outcome, "", text) with
            {
                Remedy = ["timedatectl", "chronyc makestep || systemctl restart systemd-timesyncd"],
            };
    }
}
