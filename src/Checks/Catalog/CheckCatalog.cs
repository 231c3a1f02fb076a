using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Checks.Catalog.Apparmor;
using Fleet.Checks.Catalog.BansCrowdsec;
using Fleet.Checks.Catalog.BansFail2ban;
using Fleet.Checks.Catalog.BansSshguard;
using Fleet.Checks.Catalog.FirewallHostsDeny;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Catalog.HostClock;
using Fleet.Checks.Catalog.HostConntrack;
using Fleet.Checks.Catalog.HostDisk;
using Fleet.Checks.Catalog.HostDns;
using Fleet.Checks.Catalog.HostMemory;
using Fleet.Checks.Catalog.HostMtu;
using Fleet.Checks.Catalog.HostPackages;
using Fleet.Checks.Catalog.HostReach;
using Fleet.Checks.Catalog.Selinux;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Catalog.SshAuthorizedKeys;
using Fleet.Checks.Catalog.SshClientConfig;
using Fleet.Checks.Catalog.SshClientKeys;
using Fleet.Checks.Catalog.SshClientKnownHosts;
using Fleet.Checks.Catalog.SshConfig;
using Fleet.Checks.Catalog.SshCrypto;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Checks.Catalog.SshLimits;
using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Checks.Catalog.SshService;
using Fleet.Checks.Catalog.SshTrustedCa;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog;

/// <summary>Every check there is, by id. Adding one: its file, its line here, its page.</summary>
public sealed class CheckCatalog
{
    private readonly FrozenDictionary<string, Check> _byId;
    private readonly FrozenDictionary<string, Rule> _rules;

    /// <exception cref="InvalidOperationException">Two checks or two rules have one id, or a rule's id does not start with its check's.</exception>
    public CheckCatalog(params ImmutableArray<Check> checks)
    {
        Checks = checks;
        _byId = Unique(checks, check => check.Declaration.Id);
        _rules = Unique(checks.SelectMany(check => check.Rules), rule => rule.Declaration.Id);
        foreach (
            var (check, rule) in checks.SelectMany(check =>
                check.Rules.Select(rule => (check, rule))
            )
        )
        {
            if (
                !rule.Declaration.Id.StartsWith(
                    check.Declaration.Id + "/",
                    StringComparison.Ordinal
                )
            )
            {
                throw new InvalidOperationException(
                    $"rule {rule.Declaration.Id} stands in check {check.Declaration.Id}"
                );
            }
        }
    }

    /// <summary>The checks that ship with this version.</summary>
    public static CheckCatalog BuiltIn { get; } =
        new(
            new SshServiceCheck(),
            new SshListenerCheck(),
            new SshConfigCheck(),
            new SshCryptoCheck(),
            new SshLimitsCheck(),
            new SshPathsCheck(),
            new SshAuthorizedKeysCheck(),
            new SshTrustedCaCheck(),
            new SshAccountsCheck(),
            new SshPamCheck(),
            new SshHostKeysCheck(),
            new SshAuthLogCheck(),
            new HostReachCheck(),
            new SshReachCheck(),
            new HostMtuCheck(),
            new HostConntrackCheck(),
            new HostDnsCheck(),
            new FirewallInputCheck(),
            new FirewallHostsDenyCheck(),
            new BansFail2banCheck(),
            new BansSshguardCheck(),
            new BansCrowdsecCheck(),
            new HostDiskCheck(),
            new HostMemoryCheck(),
            new HostClockCheck(),
            new HostPackagesCheck(),
            new SelinuxCheck(),
            new ApparmorCheck(),
            new SshClientKeysCheck(),
            new SshClientKnownHostsCheck(),
            new SshClientConfigCheck()
        );

    /// <summary>In the order in which reports show them.</summary>
    public ImmutableArray<Check> Checks { get; }

    public IEnumerable<Rule> Rules => Checks.SelectMany(check => check.Rules);

    /// <summary>Where a check, or a rule's check, stands in the order of reports; unknown ones stand last.</summary>
    public int PlaceOf(string id)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        return Find(slash < 0 ? id : id[..slash]) is { } check
            ? Checks.IndexOf(check)
            : int.MaxValue;
    }

    public Check? Find(string id) => _byId.GetValueOrDefault(id);

    public Rule? FindRule(string id) => _rules.GetValueOrDefault(id);

    private static FrozenDictionary<string, T> Unique<T>(IEnumerable<T> items, Func<T, string> id)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!map.TryAdd(id(item), item))
            {
                throw new InvalidOperationException($"two have the id {id(item)}");
            }
        }

        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
