using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>The firewall lets somebody reach sshd.</summary>
public sealed class SshReachableRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "firewall.input/ssh_reachable",
            Title = "the host's firewall lets somebody reach sshd",
            Severity = Severity.Critical,
            Rationale =
                "A rule or policy that drops the port for every source locks everybody out, while sshd, its log and the sessions of those who are in look well. Clients see a timeout for a drop; a reject "
                + "looks like \"Connection refused\" or \"No route to host\" although sshd listens.",
            Reads =
            [
                FirewallKeys.Verdicts + "/*/*",
                FirewallKeys.Deciders + "/*/*",
                FirewallKeys.Manager,
            ],
            References = ["nft(8)", "iptables(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["firewall.input"];
        var doubt = facts.Coverage.FirstOrDefault(c => !c.IsCertain);
        if (doubt.Prefix is not null)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known what the firewall does: {doubt.Reason}"
            );
            yield break;
        }

        var verdicts = facts
            .Under(FirewallKeys.Verdicts)
            .Where(held => !held.IsStale)
            .Select(held => held.Fact)
            .ToList();
        if (verdicts.Count == 0)
        {
            yield return Finding(
                Outcome.NotApplicable,
                "",
                "sshd is configured for no address of this host"
            );
            yield break;
        }

        foreach (var port in verdicts.GroupBy(fact => fact.Key.Split('/')[3]))
        {
            yield return Of(port.Key, [.. port], facts);
        }
    }

    private Finding Of(string port, ImmutableArray<Fact> verdicts, CheckFacts facts)
    {
        var closed = verdicts.Where(fact => IsClosed(fact.Value)).ToList();
        var open = verdicts
            .Where(fact => fact.Value.StartsWith("accept", StringComparison.Ordinal))
            .ToList();
        var unknown = verdicts.FirstOrDefault(fact =>
            fact.Value.StartsWith("unknown", StringComparison.Ordinal)
        );
        var subject = $"tcp/{port}";
        var finding =
            closed.Count > 0 ? Closed(subject, port, closed, open.Count > 0, facts)
            : unknown.Key is not null
                ? Finding(
                    Outcome.Unknown,
                    subject,
                    $"port {port} over {Family(unknown)}: {unknown.Value["unknown: ".Length..]}"
                )
            : Finding(
                Outcome.Pass,
                subject,
                $"port {port}: {string.Join(", ", verdicts.Select(fact => fact.Value).Distinct())}"
            );
        return finding with { Keys = [.. verdicts.Select(fact => fact.Key)] };
    }

    private Finding Closed(
        string subject,
        string port,
        List<Fact> closed,
        bool isOpenElsewhere,
        CheckFacts facts
    )
    {
        var first = closed[0];
        var decider = facts
            .Read(FirewallKeys.Deciders + first.Key[FirewallKeys.Verdicts.Length..])
            .Value;
        var families = string.Join(" and ", closed.Select(Family));
        var who = isOpenElsewhere ? $"nobody can connect over {families}" : "nobody can connect";
        var by = decider.Length > 0 ? $" by {decider}" : "";
        return Finding(
            isOpenElsewhere ? Outcome.Warn : Outcome.Fail,
            subject,
            $"{who}: the firewall says {first.Value} to port {port} from every source{by}"
        ) with
        {
            Severity = isOpenElsewhere ? Severity.Medium : Declaration.Severity,
            Source = decider,
            Remedy = FirewallRemedy.Allow(
                port,
                first.Key.EndsWith("ipv6", StringComparison.Ordinal),
                decider,
                facts
            ),
        };
    }

    private static bool IsClosed(string value) =>
        !value.StartsWith("accept", StringComparison.Ordinal)
        && !value.StartsWith("unknown", StringComparison.Ordinal);

    private static string Family(Fact fact) =>
        fact.Key.EndsWith("ipv6", StringComparison.Ordinal) ? "IPv6" : "IPv4";
}
