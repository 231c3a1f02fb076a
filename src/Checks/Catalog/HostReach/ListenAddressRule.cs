using System.Net;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>The addresses that sshd is configured for are this host's.</summary>
public sealed class ListenAddressRule : Rule
{
    private const string Configured = "sshd_config/ListenAddress";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach/listen_address",
            Title = "the addresses that sshd is configured for are on this host",
            Severity = Severity.High,
            Rationale =
                "sshd cannot bind to an address that is not there (\"Cannot assign requested address\") and goes on without it; a socket that was bound before stays until the next restart. Addresses "
                + "that come late at boot, moved to another host or were renumbered do this.",
            Reads = [Configured, ReachKeys.Addresses + "/*", ReachKeys.NonlocalBind],
            References = ["sshd_config(5) ListenAddress", "kernel ip-sysctl.txt ip_nonlocal_bind"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.reach"];
        var configured = input["ssh.config"].Read(Configured);
        var own = ReachKeys.AddressesOf(facts).Select(a => a.Address).ToHashSet();
        var named = configured
            .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPEndPoint.TryParse(text, out var read) ? read : null)
            .OfType<IPEndPoint>()
            .Where(socket => !IsOfEveryHost(socket.Address))
            .ToList();
        var missing = named.Where(socket => !own.Contains(socket.Address)).ToList();
        var finding =
            !configured.IsPresent || named.Count == 0
                ? Finding(Outcome.NotApplicable, "", "sshd is configured for no single address")
            : missing.Count == 0
                ? Finding(
                    Outcome.Pass,
                    "",
                    $"this host has {string.Join(' ', named.Select(s => s.Address))}"
                )
            : !facts.CoverageOf(ReachKeys.Addresses).IsCertain
                ? Finding(Outcome.Unknown, "", "not known which addresses the host has")
            : facts.Read(ReachKeys.NonlocalBind).Is("yes")
                ? Finding(
                    Outcome.Pass,
                    "",
                    $"{string.Join(' ', missing)} may be listened on before the address is there (ip_nonlocal_bind)"
                )
            : Finding(
                Outcome.Fail,
                "",
                $"sshd is configured for {string.Join(' ', missing)}, but this host has no such address: it cannot listen there when it starts"
            ) with
            {
                Remedy =
                [
                    "ip -br address",
                    $"edit {configured.Source ?? "/etc/ssh/sshd_config"}: an address of this host, or none",
                    "systemctl edit ssh # [Unit] After=network-online.target, where the address only comes late",
                ],
            };
        yield return finding with
        {
            Keys = [Configured],
            Source = configured.Source ?? "",
        };
    }

    private static bool IsOfEveryHost(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || address.Equals(IPAddress.Any)
        || address.Equals(IPAddress.IPv6Any)
        || address.IsIPv6LinkLocal;
}
