using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>Processes do their work instead of waiting for memory.</summary>
public sealed class MemoryPressureRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.memory/pressure",
            Title = "the host does not stand still for lack of memory",
            Severity = Severity.Medium,
            Rationale =
                "A host that swaps all the time answers SYN and nothing more: logins time out before LoginGraceTime lets anybody in. Counted is the share of the last minute in which every task that had "
                + "work waited for memory (pressure stall information).",
            Reads = [MemoryKeys.Stalled],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Fullness.WarnName, "10")
                .Add(Fullness.FailName, "40"),
            References = ["kernel documentation: accounting/psi"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        if (MemoryKeys.Number(input, MemoryKeys.Stalled) is not { } percent)
        {
            var coverage = input[MemoryKeys.Id].CoverageOf(MemoryKeys.Stalled);
            yield return Finding(
                coverage.IsCertain ? Outcome.NotApplicable : Outcome.Unknown,
                "",
                coverage.Reason ?? "not measured yet"
            );
            yield break;
        }

        var outcome = Fullness.Of(input, Declaration).Judge(percent);
        var share = string.Create(
            CultureInfo.InvariantCulture,
            $"{percent:0.#} % of the last minute"
        );
        yield return outcome == Outcome.Pass
            ? Finding(outcome, "", $"nothing ran for lack of memory during {share}")
            : Finding(
                outcome,
                "",
                $"nothing ran for lack of memory during {share}: logins crawl or time out"
            ) with
            {
                Remedy = ["vmstat 1 5", "ps -eo pid,user,rss,comm --sort=-rss | head -15"],
            };
    }
}
