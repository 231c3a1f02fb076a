using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet known-hosts --check --json</c> prints.</summary>
public sealed record KnownHostsCheckJson(
    int SchemaVersion,
    IReadOnlyList<KnownHostMismatchJson> Mismatches,
    IReadOnlyList<UnreadKnownHostsJson> Unread,
    int Clients,
    long Names
)
{
    public static KnownHostsCheckJson From(IReadOnlyCollection<ClientKnownHosts> clients) =>
        new(
            FleetJson.SchemaVersion,
            [
                .. clients.SelectMany(client =>
                    client.Mismatches.Select(one => KnownHostMismatchJson.From(client.Client, one))
                ),
            ],
            [
                .. clients.SelectMany(client =>
                    client.Unread.Select(one => new UnreadKnownHostsJson(
                        client.Client,
                        one.Owner,
                        one.Reason
                    ))
                ),
            ],
            clients.Count,
            clients.Sum(client => client.Names)
        );
}

/// <summary>Whose names are not all known.</summary>
/// <param name="Client">The host.</param>
/// <param name="Account">Empty: its own files, or all of it.</param>
/// <param name="Reason">Why.</param>
public sealed record UnreadKnownHostsJson(string Client, string Account, string Reason);

/// <summary>Names that a client knows wrongly.</summary>
/// <param name="Kind"><c>changed</c>, <c>revoked</c> or <c>stale</c>.</param>
/// <param name="Client">Where.</param>
/// <param name="Account">Whose file; empty: the client's own.</param>
/// <param name="Host">Whom the names mean.</param>
/// <param name="Names">As ssh looks them up.</param>
/// <param name="Place">file:line.</param>
/// <param name="KeyType">Of the wrong key.</param>
/// <param name="Fingerprint">The wrong key's.</param>
/// <param name="StandsInFor">The port for which the bare name is looked up; null: the name is the one looked up.</param>
/// <param name="TrueKeys">Fingerprints of the host's own.</param>
/// <param name="Remedy">Commands, for whose file it is.</param>
public sealed record KnownHostMismatchJson(
    string Kind,
    string Client,
    string Account,
    string Host,
    IReadOnlyList<string> Names,
    string Place,
    string KeyType,
    string Fingerprint,
    int? StandsInFor,
    IReadOnlyList<string> TrueKeys,
    IReadOnlyList<string> Remedy
)
{
    public static KnownHostMismatchJson From(string client, KnownHostMismatch one) =>
        new(
            one.Kind switch
            {
                KnownHostMismatchKind.Changed => "changed",
                KnownHostMismatchKind.Revoked => "revoked",
                _ => "stale",
            },
            client,
            one.Owner,
            one.Host,
            one.Names,
            one.Place,
            one.KeyType,
            one.Fingerprint,
            one.StandsInFor > 0 ? one.StandsInFor : null,
            [.. one.TrueKeys.Select(key => key.Fingerprint)],
            one.Remedy
        );
}
