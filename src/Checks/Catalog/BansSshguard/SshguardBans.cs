using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Catalog.Bans;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.BansSshguard;

/// <summary>Whom sshguard keeps out, from where its backend keeps them, and from its file of lasting bans.</summary>
internal static class SshguardBans
{
    private const string Table = "sshguard";

    public static async ValueTask<Reply<ImmutableArray<Ban>>> AskAsync(
        IHost host,
        string backend,
        CancellationToken cancellationToken
    ) =>
        backend switch
        {
            "nft-sets" => await SetsAsync(
                host,
                HostCommand.NftSets,
                set =>
                    set.Owner is "ip sshguard" or "ip6 sshguard"
                        ? $"nft {set.Owner} {set.Name}"
                        : null,
                cancellationToken
            ),
            "firewalld" => await SetsAsync(
                host,
                HostCommand.NftSets,
                set =>
                    set is { Owner: "inet firewalld", Name: "sshguard4" or "sshguard6" }
                        ? $"firewalld {set.Name}"
                        : null,
                cancellationToken
            ),
            "ipset" => await SetsAsync(
                host,
                HostCommand.IpsetSave,
                set => set.Name is "sshguard4" or "sshguard6" ? $"ipset {set.Name}" : null,
                cancellationToken
            ),
            "iptables" => await ChainsAsync(host, cancellationToken),
            "null" => Reply.Ok<ImmutableArray<Ban>>([]),
            _ => Reply.Failed<ImmutableArray<Ban>>(
                $"the list of sshguard's backend {backend} cannot be read"
            ),
        };

    private static async ValueTask<Reply<ImmutableArray<Ban>>> SetsAsync(
        IHost host,
        HostCommand command,
        Func<ListedSet, string?> list,
        CancellationToken cancellationToken
    )
    {
        var sets = await FilterSets.AskAsync(host, command, cancellationToken);
        var now = host.Time.GetUtcNow();
        return sets.IsOk
            ? Reply.Ok<ImmutableArray<Ban>>([
                .. sets.Value.SelectMany(set =>
                    list(set) is { } name ? FilterSets.Bans(BanTool.Sshguard, name, set, now) : []
                ),
            ])
            : new(sets.State, default, sets.Reason);
    }

    // -A sshguard -s 203.0.113.9/32 -j DROP
    private static async ValueTask<Reply<ImmutableArray<Ban>>> ChainsAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var bans = ImmutableArray.CreateBuilder<Ban>();
        foreach (
            var command in (HostCommand[])[HostCommand.IptablesSave, HostCommand.Ip6tablesSave]
        )
        {
            var saved = await host.AskAsync(new RunCommand(command, []), cancellationToken);
            if (!saved.IsOk || saved.Value.ExitCode != 0)
            {
                return Reply.Failed<ImmutableArray<Ban>>(
                    $"{command.Name}: {(saved.IsOk ? saved.Value.Error.Trim().Split('\n')[0] : saved.Reason)}"
                );
            }

            bans.AddRange(
                saved
                    .Value.Output.Split('\n')
                    .Select(line => line.Split(' '))
                    .Where(words => words is ["-A", Table, "-s", _, "-j", "DROP", ..])
                    .Select(words => BanText.Network(words[3]))
                    .OfType<System.Net.IPNetwork>()
                    .Select(network => new Ban(BanTool.Sshguard, "iptables", network, null, null))
            );
        }

        return Reply.Ok(bans.ToImmutable());
    }

    /// <summary>Lasting bans: <c>seconds|service|4 or 6|address</c> a line (sshguard(8)).</summary>
    public static ImmutableArray<Ban> Blacklisted(string file, string text) =>
        [
            .. text.Split('\n')
                .Select(line => line.Split('|'))
                .Where(fields =>
                    fields.Length == 4
                    && long.TryParse(
                        fields[0],
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var at
                    )
                    && at < 1L << 37
                    && BanText.Network(fields[3].Trim()) is not null
                )
                .Select(fields => new Ban(
                    BanTool.Sshguard,
                    $"blacklist {file}",
                    BanText.Network(fields[3].Trim())!.Value,
                    DateTimeOffset.FromUnixTimeSeconds(
                        long.Parse(fields[0], CultureInfo.InvariantCulture)
                    ),
                    DateTimeOffset.MaxValue
                )),
        ];
}
