using System.Net;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>The host's own name leads to it.</summary>
public sealed class OwnNameRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach/own_name",
            Title = "the host's own name leads to one of its addresses",
            Severity = Severity.Low,
            Rationale =
                "Programs that ask for their own host's name wait for the resolver or fail (sudo says \"unable to resolve host\", Kerberos finds no key), and a name that leads elsewhere sends whoever "
                + "uses it to another machine, which then looks like a changed host key.",
            Reads = [ReachKeys.OwnName, ReachKeys.OwnAddresses, ReachKeys.Addresses + "/*"],
            References = ["hosts(5)", "hostname(7)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.reach"];
        var name = facts.Read(ReachKeys.OwnName);
        var leadsTo = facts.Read(ReachKeys.OwnAddresses);
        var own = ReachKeys.AddressesOf(facts).Select(a => a.Address).ToHashSet();
        var finding =
            name.IsUnknown || leadsTo.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known where the host's own name leads: {leadsTo.Reason ?? name.Reason}"
                )
            : leadsTo.IsAbsent
                ? Finding(
                    Outcome.Warn,
                    "",
                    $"the host does not know its own name: {name.Value} has no address"
                ) with
                {
                    Remedy = [$"echo '127.0.1.1 {ShellWord.Quote(name.Value)}' >> /etc/hosts"],
                }
            : Addresses(leadsTo.Value).Any(a => IPAddress.IsLoopback(a) || own.Contains(a))
                ? Finding(Outcome.Pass, "", $"{name.Value} leads to {leadsTo.Value}")
            : !facts.CoverageOf(ReachKeys.Addresses).IsCertain
                ? Finding(Outcome.Unknown, "", "not known which addresses the host has")
            : Finding(
                Outcome.Warn,
                "",
                $"{name.Value} leads to {leadsTo.Value}, which is not this host: who uses the name reaches another machine, unless a NAT sends it here"
            ) with
            {
                Remedy =
                [
                    $"getent ahosts {ShellWord.Quote(name.Value)}; ip -br address",
                    "correct the DNS record or the line in /etc/hosts",
                ],
            };
        yield return finding with
        {
            Keys = [ReachKeys.OwnName],
        };
    }

    internal static IEnumerable<IPAddress> Addresses(string texts) =>
        texts
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPAddress.TryParse(text, out var read) ? read : null)
            .OfType<IPAddress>()
            .Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a);
}
