using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.BansCrowdsec;

/// <summary>What the firewall bouncer's file says of its sets. The file holds an API key too, which goes nowhere.</summary>
/// <param name="Mode">nftables, iptables, ipset or pf.</param>
/// <param name="Sets">What the names of its sets begin with: newer versions have one set for each origin.</param>
internal sealed record BouncerSettings(string Mode, ImmutableArray<string> Sets)
{
    public const string Path = "/etc/crowdsec/bouncers/crowdsec-firewall-bouncer.yaml";

    private const string Set4 = "crowdsec-blacklists";
    private const string Set6 = "crowdsec6-blacklists";

    public static async ValueTask<Reply<BouncerSettings>> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        // The .local file goes over the other, key by key.
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in (string[])[Path, $"{Path}.local"])
        {
            var file = await host.AskAsync(new ReadFile(path), cancellationToken);
            if (file.IsOk)
            {
                Take(file.Value.Text, values);
            }
            else if (!file.IsAbsent || path == Path)
            {
                return new(file.State, null, file.Reason);
            }
        }

        return Reply.Ok(
            new BouncerSettings(
                values.GetValueOrDefault("mode", ""),
                [
                    values.GetValueOrDefault("blacklists_ipv4", Set4),
                    values.GetValueOrDefault("blacklists_ipv6", Set6),
                ]
            )
        );
    }

    // The keys that matter stand at the left edge and have plain values.
    private static void Take(string text, Dictionary<string, string> values)
    {
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line[..colon] is "mode" or "blacklists_ipv4" or "blacklists_ipv6")
            {
                values[line[..colon]] = line[(colon + 1)..].Split(" #")[0].Trim().Trim('"', '\'');
            }
        }
    }
}
