using System.Collections.Immutable;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Catalog.Bans;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.BansSshguard;

/// <summary>
/// Whom sshguard keeps from the host. Example: <c>ban/sshguard/nft%20ip%20sshguard%20attackers/203.0.113.9 = banned</c>. Who cares: whoever gets a timeout from one address only.
/// </summary>
public sealed class BansSshguardCheck : Check
{
    private const string Configuration = "/etc/sshguard/sshguard.conf";

    private static readonly InstalledProgram Daemon = new(
        "sshguard",
        ["/usr/sbin/sshguard", "/usr/local/sbin/sshguard"],
        ["sshguard", "sshg-blocker"],
        ["sshguard.service"]
    );

    private static readonly string[] Settings =
    [
        "THRESHOLD",
        "BLOCK_TIME",
        "DETECTION_TIME",
        "BLACKLIST_FILE",
    ];

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.sshguard",
            Version = 1,
            Title = "whom sshguard keeps from the host",
            Description =
                "Reads sshguard's settings, its file of lasting bans, its list of who is never banned, and the addresses that its backend holds at this moment: nftables sets, ipsets, firewalld's ipsets or the "
                + "iptables chain sshguard. sshguard does not tell when a ban of its list began or ends; only lasting ones have a time. Bans are inventory. Other backends' lists are unknown.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                .. BanFacts.Declared(BanTool.Sshguard, "set, chain or file"),
                .. SshguardKeys.Declared,
            ],
            Needs = [Capability.ReadPrivileged, Capability.InspectProcesses, Capability.RunCommand],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new SshguardWorksRule(),
        new ProtectedBanRule(
            BanTool.Sshguard,
            SshguardKeys.OwnNetworks,
            "Add the address to the file that WHITELIST_FILE names, and cure the client that fails."
        ),
    ];

    public override string Brief(CheckFacts facts) => BanFacts.Brief(BanTool.Sshguard, facts);

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        var running = await Daemon.IsRunningAsync(host, cancellationToken);
        if (
            BanFacts.IsAbsent(
                BanTool.Sshguard,
                SshguardKeys.Prefix,
                SshguardKeys.Running,
                running,
                seen
            )
        )
        {
            return;
        }

        seen.Fact(
            SshguardKeys.OwnNetworks,
            OwnNetworks.Text(await OwnNetworks.AskAsync(host, cancellationToken))
        );
        var file = await host.AskAsync(new ReadFile(Configuration), cancellationToken);
        if (!file.IsOk)
        {
            seen.Cover(SshguardKeys.Backend, CoverageState.Unreadable, file.Reason);
            seen.Cover(BanKeys.Of(BanTool.Sshguard), CoverageState.Unreadable, file.Reason);
            return;
        }

        var values = ShellAssignments.Read(file.Value.Text);
        var backend = values.GetValueOrDefault("BACKEND", "").Split("sshg-fw-")[^1];
        seen.Fact(SshguardKeys.Backend, backend, Configuration);
        foreach (var name in Settings.Where(values.ContainsKey))
        {
            seen.Fact(
                $"{SshguardKeys.Prefix}/{name.ToLowerInvariant()}",
                values[name],
                Configuration
            );
        }

        await WhitelistAsync(host, values, seen, cancellationToken);
        await BansAsync(host, backend, values, running, seen, cancellationToken);
    }

    private static async ValueTask WhitelistAsync(
        IHost host,
        ImmutableDictionary<string, string> values,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (values.GetValueOrDefault("WHITELIST_FILE") is not { } path)
        {
            return;
        }

        var list = await host.AskAsync(new ReadFile(path), cancellationToken);
        if (list.IsOk)
        {
            var entries = list
                .Value.Text.Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.Length > 0 && line[0] != '#');
            seen.Fact(SshguardKeys.Whitelist, string.Join(' ', entries), path);
        }
        else if (!list.IsAbsent)
        {
            seen.Cover(SshguardKeys.Whitelist, CoverageState.Unreadable, list.Reason);
        }
    }

    private static async ValueTask BansAsync(
        IHost host,
        string backend,
        ImmutableDictionary<string, string> values,
        Reply<bool> running,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        // A daemon that is stopped takes its sets and chains along.
        if (running is { IsOk: true, Value: false })
        {
            BanFacts.Write(BanTool.Sshguard, [], seen);
            return;
        }

        var bans = await SshguardBans.AskAsync(host, backend, cancellationToken);
        var path = values.GetValueOrDefault("BLACKLIST_FILE", "").Split(':', 2)[^1];
        var lasting =
            path.Length == 0
                ? Reply.Absent<FileContent>("no file of lasting bans is named")
                : await host.AskAsync(new ReadFile(path), cancellationToken);
        if (!bans.IsOk || (!lasting.IsOk && !lasting.IsAbsent))
        {
            seen.Cover(
                BanKeys.Of(BanTool.Sshguard),
                CoverageState.Unreadable,
                bans.IsOk ? lasting.Reason : bans.Reason
            );
            return;
        }

        BanFacts.Write(
            BanTool.Sshguard,
            [
                .. bans.Value,
                .. lasting.IsOk ? SshguardBans.Blacklisted(path, lasting.Value.Text) : [],
            ],
            seen
        );
    }
}
