using Fleet.Controller.Api.Operating.Access;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet known-hosts --json</c> prints.</summary>
public sealed record KnownHostsJson(int SchemaVersion, IReadOnlyList<KnownHostJson> Hosts)
{
    public static KnownHostsJson From(IEnumerable<KnownNames> hosts) =>
        new(FleetJson.SchemaVersion, [.. hosts.Select(KnownHostJson.From)]);
}

/// <summary>A host with its keys.</summary>
public sealed record KnownHostJson(
    string Host,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<int> Ports,
    IReadOnlyList<KnownHostKeyJson> Keys
)
{
    public static KnownHostJson From(KnownNames host) =>
        new(
            host.Keys.Host,
            host.Names,
            host.Addresses,
            [.. host.Ports],
            [
                .. host.Keys.Keys.Select(key => new KnownHostKeyJson(
                    key.Type,
                    key.Blob.ToBase64(),
                    key.Fingerprint,
                    SshfpText.Record(host.Names[^1], key)
                )),
            ]
        );
}

/// <summary>A public key: base64 as known_hosts has it.</summary>
public sealed record KnownHostKeyJson(string Type, string Key, string Fingerprint, string? Sshfp);
