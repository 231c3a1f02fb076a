using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet access --json</c> prints.</summary>
public sealed record AccessJson(int SchemaVersion, int Hosts, IReadOnlyList<AccessRowJson> Rows)
{
    public static AccessJson From(AccessAnswer answer) =>
        new(
            FleetJson.SchemaVersion,
            answer.Hosts,
            [.. answer.Rows.Select(one => AccessRowJson.From(one.Host, one.Row))]
        );
}

/// <summary>One way into one account.</summary>
public sealed record AccessRowJson(
    string Host,
    string User,
    bool Root,
    string Method,
    string Fingerprint,
    string KeyType,
    string Comment,
    string Options,
    string Expires,
    string Owner,
    string Place,
    string Verdict,
    IReadOnlyList<AccessRegionJson> Sources
)
{
    public static AccessRowJson From(string host, AccessRow row) =>
        new(
            host,
            row.User,
            row.Root,
            row.Method,
            row.Fingerprint,
            row.KeyType,
            row.Comment,
            row.Options,
            row.Expires,
            row.Owner,
            row.Place,
            Words.Json(row.Verdict),
            [.. row.Regions.Select(AccessRegionJson.From)]
        );
}

/// <summary>Sources for which one gate decides.</summary>
public sealed record AccessRegionJson(
    string Verdict,
    string Family,
    bool Everywhere,
    IReadOnlyList<string> Networks,
    long MoreNetworks,
    string Gate,
    string Reason,
    string Source
)
{
    public static AccessRegionJson From(AccessRegion region) =>
        new(
            Words.Json(region.Verdict),
            region.Ipv6 ? "ipv6" : "ipv4",
            region.Everywhere,
            region.Networks,
            region.MoreNetworks,
            region.Gate,
            region.Words,
            region.Source
        );
}
