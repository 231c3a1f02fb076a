using System.Collections.Immutable;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Catalog.Bans;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>
/// Whom fail2ban keeps from sshd, and whether its jails can. Example: <c>ban/fail2ban/sshd/203.0.113.9 = since … until …</c>. Who cares: whoever gets "Connection refused" from one address only.
/// </summary>
public sealed class BansFail2banCheck : Check
{
    private static readonly InstalledProgram Server = new(
        "fail2ban",
        ["/usr/bin/fail2ban-server", "/usr/local/bin/fail2ban-server"],
        ["fail2ban-server"],
        ["fail2ban.service"]
    );

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.fail2ban",
            Version = 1,
            Title = "whom fail2ban keeps from sshd, and whether its jails work",
            Description =
                "Reads the bans in force from fail2ban's own database (its table bips), and the jails from jail.conf, jail.d and the .local files in fail2ban's order, with includes and interpolation. "
                + "No client program is started. Only jails that watch sshd, or whose bans close port 22 or every port, are told. Bans are inventory: they come and go. While no server runs, nothing is "
                + "told as banned; rules that a killed one left behind are seen by firewall.input. Options that commands or a reloaded server changed at run time are not seen.",
            Interval = TimeSpan.FromMinutes(1),
            Keys = [.. BanFacts.Declared(BanTool.Fail2ban, "jail"), .. JailKeys.Declared],
            Needs = [Capability.ReadPrivileged, Capability.InspectProcesses],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new JailWorksRule(),
        new JailPortRule(),
        new ProtectedBanRule(
            BanTool.Fail2ban,
            JailKeys.OwnNetworks,
            "Add the address to ignoreip of the jail, and cure the client that fails."
        ),
    ];

    public override string Brief(CheckFacts facts) => BanFacts.Brief(BanTool.Fail2ban, facts);

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        var running = await Server.IsRunningAsync(host, cancellationToken);
        if (BanFacts.IsAbsent(BanTool.Fail2ban, JailKeys.Prefix, JailKeys.Running, running, seen))
        {
            return;
        }

        seen.Fact(
            JailKeys.OwnNetworks,
            OwnNetworks.Text(await OwnNetworks.AskAsync(host, cancellationToken))
        );
        var settings = await Fail2banFiles.ReadAsync(host, "jail", cancellationToken);
        if (!settings.IsOk)
        {
            seen.Cover(JailKeys.Jails, CoverageState.Unreadable, settings.Reason);
        }

        ImmutableArray<Jail> jails = settings.IsOk
            ? [.. Jail.Enabled(settings.Value).Where(jail => jail.GuardsSshd)]
            : [];
        foreach (var jail in jails)
        {
            await JailFacts.WriteAsync(host, jail, seen, cancellationToken);
        }

        await JailFacts.JournalModuleAsync(host, seen, cancellationToken);
        await BansAsync(host, running, settings.IsOk ? jails : null, seen, cancellationToken);
    }

    private static async ValueTask BansAsync(
        IHost host,
        Reply<bool> running,
        ImmutableArray<Jail>? jails,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (running is { IsOk: true, Value: false })
        {
            BanFacts.Write(BanTool.Fail2ban, [], seen);
            return;
        }

        var server = await Fail2banFiles.ReadAsync(host, "fail2ban", cancellationToken);
        var path = server.IsOk ? server.Value["DEFAULT", "dbfile"]?.Value : null;
        path ??= server.IsOk ? server.Value["Definition", "dbfile"]?.Value : null;
        var bans =
            path is { } given && !given.StartsWith('/')
                ? Reply.Failed<ImmutableArray<Ban>>("fail2ban keeps no database (dbfile)")
                : await Fail2banDatabase.AskAsync(
                    host,
                    path ?? "/var/lib/fail2ban/fail2ban.sqlite3",
                    host.Time.GetUtcNow(),
                    cancellationToken
                );
        if (!bans.IsOk)
        {
            seen.Cover(BanKeys.Of(BanTool.Fail2ban), CoverageState.Unreadable, bans.Reason);
            return;
        }

        BanFacts.Write(
            BanTool.Fail2ban,
            [.. bans.Value.Where(ban => jails?.Any(jail => jail.Name == ban.List) != false)],
            seen
        );
    }
}
