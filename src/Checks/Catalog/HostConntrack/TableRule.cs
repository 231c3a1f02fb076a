using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostConntrack;

/// <summary>New connections find a place in the kernel's table.</summary>
public sealed class TableRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.conntrack/table",
            Title = "the connection tracking table has room",
            Severity = Severity.High,
            Rationale =
                "When the table is full the kernel drops the first packet of every new connection, whatever the firewall's rules say: clients time out, or get through at the third try, while "
                + "established sessions go on. A flood, many short connections or a table sized for a smaller host fill it.",
            Reads = [ConntrackKeys.Max, ConntrackKeys.Log],
            Decides = [ConntrackKeys.Max],
            Parameters = ImmutableDictionary.CreateRange<string, string>([
                new("warn_percent", "80"),
                new("fail_percent", "95"),
            ]),
            References = ["kernel nf_conntrack-sysctl.txt"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.conntrack"];
        var max = facts.Read(ConntrackKeys.Max);
        if (max.IsAbsent)
        {
            yield return Finding(Outcome.NotApplicable, "", max.Reason ?? "");
            yield break;
        }

        var used = ConntrackKeys.Number(input, ConntrackKeys.Used);
        if (!max.IsPresent || used is null)
        {
            var why = facts.CoverageOf(ConntrackKeys.Used).Reason ?? max.Reason;
            yield return Finding(Outcome.Unknown, "", $"not known how full the table is: {why}");
            yield break;
        }

        var dropped = ConntrackKeys.Number(input, ConntrackKeys.Dropped) ?? 0;
        var outcome =
            dropped > 0 || used >= Limit(input, "fail_percent") ? Outcome.Fail
            : used >= Limit(input, "warn_percent") ? Outcome.Warn
            : Outcome.Pass;
        var full = $"{Math.Floor(used.Value):0} % of {max.Value} tracked connections are in use";
        var finding = Finding(
            outcome,
            "",
            dropped > 0
                ? $"the connection tracking table was full: {dropped:0} packets of new connections were dropped since the last look; {full}"
                : full
        ) with
        {
            Keys = [ConntrackKeys.Max, ConntrackKeys.Log],
            Source = max.Source ?? "",
        };
        yield return outcome == Outcome.Pass
            ? finding
            : finding with
            {
                Remedy = Larger(max.Value),
            };
    }

    private static ImmutableArray<string> Larger(string max)
    {
        var doubled = long.TryParse(max, CultureInfo.InvariantCulture, out var now)
            ? now * 2
            : 262144;
        return
        [
            "conntrack -L 2>/dev/null | grep -o ' src=[^ ]*' | sort | uniq -c | sort -rn | head # who fills it",
            $"sysctl -w net.netfilter.nf_conntrack_max={doubled}",
            $"echo net.netfilter.nf_conntrack_max={doubled} > /etc/sysctl.d/90-conntrack.conf",
        ];
    }

    private double Limit(JudgeInput input, string name) =>
        double.TryParse(
            input.Policy.Parameter(Declaration, name),
            CultureInfo.InvariantCulture,
            out var percent
        )
            ? percent
            : double.Parse(Declaration.Parameters[name], CultureInfo.InvariantCulture);
}
