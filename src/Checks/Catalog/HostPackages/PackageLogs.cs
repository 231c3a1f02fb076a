using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>What was done to packages lately, from the ends of the package managers' own logs: no program is run.</summary>
internal static class PackageLogs
{
    private const string Dpkg = "/var/log/dpkg.log";
    private const string Dnf = "/var/log/dnf.rpm.log";
    private const int Tail = 64 << 10;
    private const int MostOthers = 50;

    /// <summary>What a login may depend on: a big upgrade must not crowd it out.</summary>
    private static readonly string[] Related =
    [
        "ssh",
        "pam",
        "sss",
        "nss",
        "ssl",
        "krb5",
        "crypto-policies",
        "systemd",
        "passwd",
        "login",
        "shadow",
        "selinux",
        "apparmor",
        "nftables",
        "iptables",
        "ufw",
        "firewalld",
        "fail2ban",
    ];

    public static async ValueTask SeeAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var log = await EndAsync(host, Dpkg, cancellationToken);
        if (log.IsOk)
        {
            var zone = await HostZone.ReadAsync(host, cancellationToken);
            Facts(seen, DpkgLog.Read(log.Value, zone));
            return;
        }

        log = log.IsAbsent ? await EndAsync(host, Dnf, cancellationToken) : log;
        if (log.IsOk)
        {
            Facts(seen, DnfLog.Read(log.Value));
            return;
        }

        seen.Cover(
            PackageKeys.Events,
            log.IsAbsent ? CoverageState.Absent : CoverageState.Unreadable,
            log.IsAbsent ? "neither dpkg nor dnf keeps a log here" : log.Reason
        );
    }

    private static void Facts(ObservationBuilder seen, IEnumerable<PackageEvent> events)
    {
        seen.Complete(PackageKeys.Events);
        var newest = events
            .GroupBy(one => one.Package, StringComparer.Ordinal)
            .Select(group => group.Last())
            .OrderByDescending(one => one.At)
            .ToLookup(one =>
                Related.Any(part => one.Package.Contains(part, StringComparison.Ordinal))
            );
        foreach (var one in newest[true].Concat(newest[false].Take(MostOthers)))
        {
            seen.Fact(PackageKeys.EventOf(one.Package), one.Text);
        }
    }

    /// <summary>The end of a log, from the first whole line on.</summary>
    private static async ValueTask<Reply<string>> EndAsync(
        IHost host,
        string path,
        CancellationToken cancellationToken
    )
    {
        var status = await host.AskAsync(new GetStatus(path), cancellationToken);
        if (!status.IsOk)
        {
            return new Reply<string>(status.State, null, status.Reason);
        }

        var from = Math.Max(0, status.Value.Size - Tail);
        var read = await host.AskAsync(new ReadFile(path, Tail, from), cancellationToken);
        if (!read.IsOk)
        {
            return new Reply<string>(read.State, null, read.Reason);
        }

        var text = read.Value.Text;
        return Reply.Ok(from == 0 ? text : text[(text.IndexOf('\n') + 1)..]);
    }
}
