using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Catalog.HostReach;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.HostMtu;

/// <summary>The host's own firewall lets in the routers' word that a packet was too large.</summary>
public sealed class TooBigRule : Rule
{
    private const int SshPort = 22;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.mtu/too_big",
            Title = "the host's firewall lets in that a packet was too large",
            Severity = Severity.Medium,
            Rationale =
                "A router that cannot pass a packet on says so by ICMP (IPv4 type 3 code 4, ICMPv6 type 2), and the host then sends smaller ones. A ruleset that drops ICMP, or accepts established "
                + "packets and forgets related ones, makes every narrow path a black hole for this host's answers. tcp_mtu_probing=1 makes up for it, seconds late.",
            Reads = [MtuKeys.Probing, "firewall/ruleset", "address/*", "route/default/*"],
            References = ["RFC 2979 §3.1.1", "RFC 4890 §4.3.1", "RFC 8201"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var firewall = input["firewall.input"];
        if (firewall.Status == RunStatus.NotApplicable)
        {
            yield return Finding(Outcome.NotApplicable, "", firewall.Reason);
            yield break;
        }

        var own = ReachKeys.AddressesOf(input["host.reach"]);
        if (
            !firewall.CoverageOf("firewall/ruleset").IsCertain
            || own.IsEmpty
            || StoredRulesets.Of(input.Documents) is not { } ruleset
        )
        {
            var why =
                firewall.CoverageOf("firewall/ruleset") is { IsCertain: false } doubt ? doubt.Reason
                : own.IsEmpty ? "the host's addresses are not known"
                : "its rules are not stored, or were cut";
            yield return Finding(Outcome.Unknown, "", $"not known what the firewall does: {why}");
            yield break;
        }

        var model = new FirewallModel(ruleset);
        foreach (
            var family in (AddressFamily[])
                [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6]
        )
        {
            var address = own.Select(a => a.Address).FirstOrDefault(a => a.AddressFamily == family);
            if (address is not null)
            {
                yield return Of(input, model, address, [.. own.Select(a => a.Address)]) with
                {
                    Keys = [MtuKeys.Probing, "firewall/ruleset"],
                };
            }
        }
    }

    private Finding Of(
        JudgeInput input,
        FirewallModel model,
        IPAddress address,
        ImmutableArray<IPAddress> own
    )
    {
        var is6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var family = is6 ? "ipv6" : "ipv4";
        var answer = model.AskTooBig(
            ConnectionQuestion.FromAnywhere(address, SshPort, Device(input, family)) with
            {
                LocalAddresses = [.. own.Select(FieldText.Number)],
            }
        );
        var what = is6 ? "ICMPv6 packet too big" : "ICMP fragmentation needed";
        var lost = answer.Ends.FirstOrDefault(end =>
            end.IsIdle && end.Fate is PacketFate.Drop or PacketFate.Reject
        );
        return lost is null
            ? answer.Ends.Any(end => end.IsIdle && end.Fate == PacketFate.Unknown)
                ? Finding(
                    Outcome.Unknown,
                    family,
                    $"not known whether the firewall lets in {what}: {answer.Ends.First(end => end.Fate == PacketFate.Unknown).Reason}"
                )
                : Finding(Outcome.Pass, family, $"the firewall lets in {what}")
            : input["host.mtu"].Read(MtuKeys.Probing).Value is "1" or "2"
                ? Finding(
                    Outcome.Pass,
                    family,
                    $"the firewall drops {what}, but tcp_mtu_probing makes up for it"
                )
                : Finding(
                    Outcome.Warn,
                    family,
                    $"the firewall drops {what}{By(lost)}: answers over narrower paths hang"
                ) with
                {
                    Remedy = Remedy(is6),
                };
    }

    private static string By(ConnectionEnd end) =>
        end.Decision is { } decision
            ? $" ({decision.Table} {string.Join(" > ", decision.Path)}: {decision.Rule})"
            : "";

    private static ImmutableArray<string> Remedy(bool is6) =>
        [
            "nft insert rule inet filter input ct state related accept # table and chain as the finding names them",
            is6
                ? "ip6tables -I INPUT -p icmpv6 --icmpv6-type packet-too-big -j ACCEPT # where iptables keeps the rules"
                : "iptables -I INPUT -p icmp --icmp-type fragmentation-needed -j ACCEPT # where iptables keeps the rules",
        ];

    private static string? Device(JudgeInput input, string family) =>
        input["host.reach"].Read($"{ReachKeys.Routes}/{family}") is { IsPresent: true } route
            ? route.Value.Split(", ")[0].Split(' ')[^1]
            : null;
}
