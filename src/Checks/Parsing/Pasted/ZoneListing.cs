using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A zone of firewalld with what is set in it.</summary>
/// <param name="Name">The zone.</param>
/// <param name="IsActive">True where an interface or a source is bound to it.</param>
/// <param name="Values">By key (<c>interfaces</c>, <c>sources</c>, <c>services</c>, <c>ports</c>, <c>target</c>, …), in words.</param>
/// <param name="RichRules">Its rich rules, one a line.</param>
public sealed record PastedZone(
    string Name,
    bool IsActive,
    ImmutableDictionary<string, ImmutableArray<string>> Values,
    ImmutableArray<string> RichRules
)
{
    /// <summary>The words behind a key; none where it is not printed.</summary>
    public ImmutableArray<string> Of(string key) => Values.GetValueOrDefault(key, []);
}

/// <summary>What <c>firewall-cmd</c> prints for <c>--get-active-zones</c>, <c>--list-all</c> and <c>--list-all-zones</c> (firewall-cmd(1)).</summary>
public sealed record ZoneListing(ImmutableArray<PastedZone> Zones) : PastedOutput
{
    private static readonly string[] Keys =
    [
        "target",
        "ingress-priority",
        "egress-priority",
        "icmp-block-inversion",
        "interfaces",
        "sources",
        "services",
        "ports",
        "protocols",
        "forward",
        "masquerade",
        "forward-ports",
        "source-ports",
        "icmp-blocks",
        "rich rules",
    ];

    /// <summary>Null where no zone has a line of its own.</summary>
    public static ZoneListing? Read(string text)
    {
        var zones = ImmutableArray.CreateBuilder<PastedZone>();
        foreach (var line in PastedLines.Of(text))
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (line[0] is not (' ' or '\t'))
            {
                zones.Add(Zone(line));
            }
            else if (zones.Count > 0)
            {
                zones[^1] = With(zones[^1], line.Trim());
            }
        }

        var known = zones.Where(zone => !zone.Values.IsEmpty).ToImmutableArray();
        return known.IsEmpty ? null : new ZoneListing(known);
    }

    // "public (default, active)": --get-active-zones lists only active ones and does not say so.
    private static PastedZone Zone(string heading)
    {
        var bracket = heading.IndexOf(" (", StringComparison.Ordinal);
        return new PastedZone(
            bracket < 0 ? heading : heading[..bracket],
            bracket >= 0 && heading[bracket..].Contains("active", StringComparison.Ordinal),
            ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            []
        );
    }

    private static PastedZone With(PastedZone zone, string line)
    {
        if (line.StartsWith("rule ", StringComparison.Ordinal))
        {
            return zone with { RichRules = zone.RichRules.Add(line) };
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || !Keys.Contains(line[..colon])
            ? zone
            : zone with
            {
                IsActive =
                    zone.IsActive
                    || line.StartsWith("interfaces: ", StringComparison.Ordinal)
                    || line.StartsWith("sources: ", StringComparison.Ordinal),
                Values = zone.Values.SetItem(
                    line[..colon],
                    [.. PastedLines.Words(line[(colon + 1)..])]
                ),
            };
    }
}
