using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>sshd listens on every address that the host's name leads to.</summary>
public sealed class FamiliesRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach/families",
            Title = "sshd listens on every address that the host's name leads to",
            Severity = Severity.Medium,
            Rationale =
                "A client tries the addresses of a name in turn, IPv6 first where it has IPv6. An address on which sshd does not listen is refused, or waited for until it times out: the login works "
                + "with -4 or by address, and fails or is slow by name.",
            Reads = [ReachKeys.OwnAddresses, SshListenerCheck.Prefix + "/*"],
            CausedBy = "ssh.listener/reachable",
            References = ["sshd_config(5) AddressFamily", "RFC 6724"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.reach"];
        var listener = input["ssh.listener"];
        var leadsTo = facts.Read(ReachKeys.OwnAddresses);
        var own = ReachKeys.AddressesOf(facts).Select(a => a.Address).ToHashSet();
        var sockets = HeldSocket.Of(listener).Where(socket => socket.IsSsh).ToList();
        var wanted = OwnNameRule.Addresses(leadsTo.Value).Where(own.Contains).ToList();
        var deaf = wanted.Where(a => !sockets.Exists(s => Hears(s, a))).ToImmutableArray();
        var finding =
            sockets.Count == 0
                ? Finding(
                    Outcome.NotApplicable,
                    "",
                    "sshd does not listen, or not seen by ssh.listener"
                )
            : !leadsTo.IsPresent || wanted.Count == 0
                ? Finding(
                    Outcome.NotApplicable,
                    "",
                    "the host's own name leads to none of the addresses that others use"
                )
            : deaf.IsEmpty
                ? Finding(
                    Outcome.Pass,
                    "",
                    $"sshd listens on {string.Join(' ', wanted)}, to which the name leads"
                )
            : HeldSocket.Doubt(listener) is { } doubt
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd listens on {string.Join(' ', deaf)}: {doubt}"
                )
            : Finding(
                Outcome.Warn,
                "",
                $"{facts.Read(ReachKeys.OwnName).Value} leads to {string.Join(' ', deaf)} too, where sshd does not listen: clients that try it first are refused"
            ) with
            {
                Remedy =
                [
                    $"ssh -{(deaf[0].AddressFamily == AddressFamily.InterNetworkV6 ? 4 : 6)} HOST # works meanwhile",
                    .. Sshd.SshdRemedy.Set(input, "AddressFamily", "any", ""),
                    "or remove the address record of the name",
                ],
            };
        yield return finding with
        {
            Keys = [.. sockets.Select(s => s.Key)],
        };
    }

    // A [::] socket usually takes IPv4 too (bindv6only), which the listing does not tell.
    private static bool Hears(HeldSocket socket, IPAddress address) =>
        socket.EndPoint.Address.Equals(address)
        || socket.EndPoint.Address.Equals(IPAddress.IPv6Any)
        || (
            socket.EndPoint.Address.Equals(IPAddress.Any)
            && address.AddressFamily == AddressFamily.InterNetwork
        );
}
