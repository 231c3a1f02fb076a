using System.Collections.Immutable;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Catalog.Bans;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.BansCrowdsec;

/// <summary>
/// Whom CrowdSec keeps from the host. Example: <c>ban/crowdsec/nft%20ip%20crowdsec%20crowdsec-blacklists/203.0.113.9 = until …</c>. Who cares: whoever gets a timeout from one address only, perhaps
/// because a list of others names it.
/// </summary>
public sealed class BansCrowdsecCheck : Check
{
    private static readonly InstalledProgram Engine = new(
        "crowdsec",
        ["/usr/bin/crowdsec", "/usr/local/bin/crowdsec"],
        ["crowdsec"],
        ["crowdsec.service"]
    );

    // Names of processes are cut after 15 bytes (proc(5), comm).
    private static readonly InstalledProgram Bouncer = new(
        "crowdsec-firewall-bouncer",
        [
            "/usr/bin/crowdsec-firewall-bouncer",
            "/usr/sbin/crowdsec-firewall-bouncer",
            "/usr/local/bin/crowdsec-firewall-bouncer",
        ],
        ["crowdsec-firewa"],
        ["crowdsec-firewall-bouncer.service"]
    );

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.crowdsec",
            Version = 1,
            Title = "whom CrowdSec keeps from the host",
            Description =
                "CrowdSec decides in one program and bans in another, the firewall bouncer. The bans are read from the sets that the bouncer fills (nftables or ipset), with the time at which the kernel lets "
                + "each go; what the program that decides has in store and nobody enforces is not a ban. Bouncers of web servers and clouds are not seen. Bans are inventory: lists of tens of thousands are "
                + "counted, and the first of them told.",
            Interval = TimeSpan.FromMinutes(5),
            Keys = [.. BanFacts.Declared(BanTool.Crowdsec, "set"), .. CrowdsecKeys.Declared],
            Needs = [Capability.ReadPrivileged, Capability.InspectProcesses, Capability.RunCommand],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new EnforcedRule(),
        new ProtectedBanRule(
            BanTool.Crowdsec,
            CrowdsecKeys.OwnNetworks,
            "Put the address into an allow list (cscli allowlists), and cure the client that fails."
        ),
    ];

    public override string Brief(CheckFacts facts) => BanFacts.Brief(BanTool.Crowdsec, facts);

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        var engine = await Engine.IsRunningAsync(host, cancellationToken);
        var bouncer = await Bouncer.IsRunningAsync(host, cancellationToken);
        if (bouncer.IsAbsent && !engine.IsAbsent)
        {
            bouncer = Reply.Ok(false);
        }

        if (
            BanFacts.IsAbsent(
                BanTool.Crowdsec,
                CrowdsecKeys.Prefix,
                CrowdsecKeys.Bouncer,
                bouncer,
                seen
            )
        )
        {
            return;
        }

        if (engine.IsOk)
        {
            seen.Fact(CrowdsecKeys.Engine, engine.Value ? "yes" : "no");
        }

        seen.Fact(
            CrowdsecKeys.OwnNetworks,
            OwnNetworks.Text(await OwnNetworks.AskAsync(host, cancellationToken))
        );
        await BansAsync(host, bouncer, seen, cancellationToken);
    }

    private static async ValueTask BansAsync(
        IHost host,
        Reply<bool> bouncer,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        // A bouncer that is stopped takes its sets along, or empties them.
        if (bouncer is { IsOk: true, Value: false })
        {
            BanFacts.Write(BanTool.Crowdsec, [], seen);
            return;
        }

        var settings = await BouncerSettings.AskAsync(host, cancellationToken);
        if (!settings.IsOk)
        {
            seen.Cover(CrowdsecKeys.Mode, CoverageState.Unreadable, settings.Reason);
            seen.Cover(BanKeys.Of(BanTool.Crowdsec), CoverageState.Unreadable, settings.Reason);
            return;
        }

        var mode = settings.Value.Mode;
        seen.Fact(CrowdsecKeys.Mode, mode, BouncerSettings.Path);
        var sets = mode switch
        {
            "nftables" => await FilterSets.AskAsync(host, HostCommand.NftSets, cancellationToken),
            "iptables" or "ipset" => await FilterSets.AskAsync(
                host,
                HostCommand.IpsetSave,
                cancellationToken
            ),
            _ => Reply.Failed<ImmutableArray<Parsing.Firewall.ListedSet>>(
                $"the lists of the bouncer's mode {mode} cannot be read"
            ),
        };
        if (!sets.IsOk)
        {
            seen.Cover(BanKeys.Of(BanTool.Crowdsec), CoverageState.Unreadable, sets.Reason);
            return;
        }

        var now = host.Time.GetUtcNow();
        BanFacts.Write(
            BanTool.Crowdsec,
            [
                .. sets
                    .Value.Where(set =>
                        settings.Value.Sets.Any(name =>
                            set.Name.StartsWith(name, StringComparison.Ordinal)
                        )
                    )
                    .SelectMany(set =>
                        FilterSets.Bans(
                            BanTool.Crowdsec,
                            set.Owner.Length == 0
                                ? $"ipset {set.Name}"
                                : $"nft {set.Owner} {set.Name}",
                            set,
                            now
                        )
                    ),
            ],
            seen
        );
    }
}
