using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.HostsAccess;

namespace Fleet.Checks.Catalog.HostDns;

/// <summary>What makes sshd look up the name of a client before it may log in.</summary>
/// <param name="UseDns">sshd_config says so.</param>
/// <param name="HostsAccess">hosts.allow or hosts.deny name clients; that concerns only an sshd that is linked with libwrap.</param>
internal sealed record NameAskers(bool UseDns, bool HostsAccess)
{
    public bool Any => UseDns || HostsAccess;

    public string Text =>
        (UseDns, HostsAccess) switch
        {
            (true, true) => $"{DnsKeys.UseDns} {DnsKeys.HostsAccess}",
            (true, false) => DnsKeys.UseDns,
            (false, true) => DnsKeys.HostsAccess,
            _ => DnsKeys.Nobody,
        };

    public static async ValueTask<NameAskers> OfAsync(
        IHost host,
        ConfiguredSshd sshd,
        CancellationToken cancellationToken
    )
    {
        var named = false;
        foreach (var path in (string[])["/etc/hosts.allow", "/etc/hosts.deny"])
        {
            var file = await host.AskAsync(new ReadFile(path), cancellationToken);
            named |= file.IsOk && HostsAccessFile.Read(file.Value.Text).Rules.Any(AsksForNames);
        }

        return new NameAskers(sshd.Effective["UseDNS"] == "yes", named);
    }

    private static bool AsksForNames(HostsAccessRule rule) =>
        Patterns(rule.Daemons).Any(IsOfSshd) && Patterns(rule.Clients).Any(IsName);

    private static IEnumerable<string> Patterns(AccessList? list) =>
        list is null ? [] : list.Patterns.Concat(Patterns(list.Except));

    private static bool IsOfSshd(string daemon) =>
        daemon.StartsWith("sshd", StringComparison.OrdinalIgnoreCase)
        || daemon.Equals("ALL", StringComparison.OrdinalIgnoreCase)
        || daemon.AsSpan().ContainsAny('*', '?');

    // Addresses, networks and files of addresses need no resolver; all else does, KNOWN, LOCAL and PARANOID included (hosts_access(5)).
    private static bool IsName(string client) =>
        !client.Equals("ALL", StringComparison.OrdinalIgnoreCase)
        && !client.StartsWith('/')
        && !client.StartsWith('[')
        && (client.StartsWith('.') || !client.All(c => char.IsAsciiDigit(c) || c is '.' or '/'));
}
