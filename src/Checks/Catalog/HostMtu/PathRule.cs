using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMtu;

/// <summary>Full-sized packets reach sshd's clients.</summary>
public sealed class PathRule : Rule
{
    private const int Shown = 3;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.mtu/path",
            Title = "full-sized packets reach sshd's clients",
            Severity = Severity.High,
            Rationale =
                "Where a link on the way takes smaller packets than both ends believe and the routers' word for it is lost (a VPN, PPPoE, a tunnel, ICMP filtered), connections open and then hang as "
                + "soon as a full packet is sent: in the key exchange, or at the first long output. Ping and small transfers work.",
            Reads = [MtuKeys.Stuck + "/*", MtuKeys.Shrunk + "/*"],
            References = ["RFC 2923 §2.1", "RFC 4821", "kernel ip-sysctl.txt tcp_mtu_probing"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.mtu"];
        var coverage = facts.CoverageOf(MtuKeys.Stuck);
        if (coverage.State == CoverageState.Absent)
        {
            yield return Finding(Outcome.NotApplicable, "", coverage.Reason ?? "");
            yield break;
        }

        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known how sshd's connections fare: {coverage.Reason}"
            );
            yield break;
        }

        var stuck = Held(facts, MtuKeys.Stuck);
        var shrunk = Held(facts, MtuKeys.Shrunk);
        var finding =
            !stuck.IsEmpty
                ? Finding(
                    Outcome.Warn,
                    "",
                    $"large packets seem to vanish on the way to {Names(stuck, MtuKeys.Stuck)}: {stuck[0].Value}, small ones arrive"
                )
            : !shrunk.IsEmpty
                ? Finding(
                    Outcome.Warn,
                    "",
                    $"the way to {Names(shrunk, MtuKeys.Shrunk)} takes smaller packets than the network says: the kernel went down to {shrunk[0].Value} by itself"
                )
            : Finding(Outcome.Pass, "", "full-sized packets arrive on sshd's connections");
        yield return finding with
        {
            Keys = [.. stuck.Concat(shrunk).Select(fact => fact.Key)],
            Remedy =
                finding.Outcome == Outcome.Pass
                    ? []
                    : Remedy((stuck.IsEmpty ? shrunk : stuck)[0].Key.Split('/')[^1]),
        };
    }

    private static ImmutableArray<string> Remedy(string client) =>
        [
            $"tracepath -n {client} # where the path becomes narrower",
            "let ICMP type 3 code 4 and ICMPv6 type 2 pass on every firewall between",
            "nft add rule inet filter forward tcp flags syn tcp option maxseg size set rt mtu # on the router before the narrow link",
            "sysctl -w net.ipv4.tcp_mtu_probing=1 # this host finds out by itself, after some seconds each time",
        ];

    private static ImmutableArray<Fact> Held(CheckFacts facts, string prefix) =>
        [.. facts.Under(prefix).Where(held => !held.IsStale).Select(held => held.Fact)];

    private static string Names(ImmutableArray<Fact> clients, string prefix) =>
        string.Join(", ", clients.Take(Shown).Select(fact => fact.Key[(prefix.Length + 1)..]))
        + (clients.Length > Shown ? $" and {clients.Length - Shown} more" : "");
}
