using System.Globalization;
using System.Text;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>Versions as the host's package database has them; null: not from a package.</summary>
/// <param name="Ssh">Of the package with sshd.</param>
/// <param name="Xz">Of the one with liblzma.</param>
internal sealed record InstalledPackages(string? Ssh, string? Xz)
{
    private const string Dpkg = "/var/lib/dpkg/status";
    private const int MaxDatabase = 32 << 20;

    /// <summary>rpm's database: SQLite, Berkeley DB or SUSE's ndb. SQLite writes to its log first.</summary>
    private static readonly string[] RpmDatabases =
    [
        "/var/lib/rpm/rpmdb.sqlite",
        "/var/lib/rpm/rpmdb.sqlite-wal",
        "/usr/lib/sysimage/rpm/rpmdb.sqlite",
        "/usr/lib/sysimage/rpm/rpmdb.sqlite-wal",
        "/usr/lib/sysimage/rpm/Packages.db",
        "/var/lib/rpm/Packages.db",
        "/var/lib/rpm/Packages",
    ];

    /// <summary>Asks the database, or takes what the cursor of the last run kept while the database is the same file. Absent: there is none that Fleet reads.</summary>
    public static async ValueTask<(Reply<InstalledPackages> Found, string Cursor)> AskAsync(
        IHost host,
        string cursor,
        CancellationToken cancellationToken
    )
    {
        var stamp = await StampAsync(host, cancellationToken);
        if (stamp.Length == 0)
        {
            return (Reply.Absent<InstalledPackages>("no dpkg or rpm database"), "");
        }

        if (cursor.Split('\n') is [var known, var ssh, var xz] && known == stamp)
        {
            return (Reply.Ok(new InstalledPackages(OrNull(ssh), OrNull(xz))), cursor);
        }

        var dpkg = await DpkgAsync(host, cancellationToken);
        var found =
            dpkg.IsAbsent || dpkg.Value?.Ssh is null && dpkg.IsOk && IsRpm(stamp)
                ? await RpmAsync(host, cancellationToken)
                : dpkg;
        return (found, found.IsOk ? $"{stamp}\n{found.Value.Ssh}\n{found.Value.Xz}" : "");
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static bool IsRpm(string stamp) => stamp.Contains("rpm/", StringComparison.Ordinal);

    private static async ValueTask<string> StampAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var stamp = new StringBuilder();
        foreach (var path in RpmDatabases.Prepend(Dpkg))
        {
            var status = await host.AskAsync(new GetStatus(path), cancellationToken);
            if (!status.IsAbsent)
            {
                stamp.Append(
                    CultureInfo.InvariantCulture,
                    $"{path} {status.Value?.Inode} {status.Value?.Size} {status.Value?.ModifiedAt.UtcTicks};"
                );
            }
        }

        return stamp.ToString();
    }

    private static async ValueTask<Reply<InstalledPackages>> DpkgAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(new ReadFile(Dpkg, MaxDatabase), cancellationToken);
        return !asked.IsOk ? new Reply<InstalledPackages>(asked.State, null, asked.Reason)
            : asked.Value.Truncated
                ? Reply.Failed<InstalledPackages>($"{Dpkg}: larger than {MaxDatabase >> 20} MiB")
            : Reply.Ok(
                new InstalledPackages(
                    DpkgStatus.VersionOf(asked.Value.Bytes.AsSpan(), "openssh-server"),
                    DpkgStatus.VersionOf(asked.Value.Bytes.AsSpan(), "liblzma5")
                )
            );
    }

    private static async ValueTask<Reply<InstalledPackages>> RpmAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new RunCommand(HostCommand.RpmQuery, []),
            cancellationToken
        );
        if (!asked.IsOk)
        {
            return new Reply<InstalledPackages>(asked.State, null, asked.Reason);
        }

        var versions = asked
            .Value.Output.Split('\n')
            .Select(line => line.Split(' '))
            .Where(words => words.Length == 2)
            .DistinctBy(words => words[0])
            .ToDictionary(words => words[0], words => words[1]);
        return
            versions.Count == 0
            && !asked.Value.Output.Contains("not installed", StringComparison.Ordinal)
            ? Reply.Failed<InstalledPackages>($"rpm -q: {asked.Value.Error.Split('\n')[0]}")
            : Reply.Ok(
                new InstalledPackages(
                    versions.GetValueOrDefault("openssh-server")
                        ?? versions.GetValueOrDefault("openssh"),
                    versions.GetValueOrDefault("xz-libs") ?? versions.GetValueOrDefault("liblzma5")
                )
            );
    }
}
