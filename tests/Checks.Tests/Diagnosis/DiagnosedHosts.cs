using Fleet.Checks.Host;
using Fleet.Checks.Tests.Catalog.FirewallInput;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>Hosts on which nothing is wrong but what a test makes wrong.</summary>
internal static class DiagnosedHosts
{
    /// <summary>Everything in order: alice has a key, sshd its own, and no rule filters.</summary>
    public static FakeHost InOrder() => Filtered("");

    /// <summary>The same with a ruleset.</summary>
    public static FakeHost Filtered(string listing)
    {
        var host = LoginHosts.Debian().Command(HostCommand.NftRuleset, listing);
        var network = FirewallHosts.Debian(listing);
        foreach (
            var path in (string[])
                [
                    "/proc/net/route",
                    "/proc/net/fib_trie",
                    "/proc/net/if_inet6",
                    "/proc/sys/net/ipv4/ip_forward",
                ]
        )
        {
            host.File(path, network.TextOf(path));
        }

        return host.File("/etc/ssh/ssh_host_ed25519_key", "", 0b110_000_000)
            .File("/etc/ssh/ssh_host_ed25519_key.pub", PublicKeys.Second + "\n");
    }
}
