using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshClientKnownHosts;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Controller.History.Queries;
using Fleet.V1;

namespace Fleet.Controller.Api.Operating.Access;

/// <summary>What clients know of the fleet's hosts, as the contract has it.</summary>
internal sealed class ClientMessages
{
    /// <summary>The check whose facts these are.</summary>
    public const string Check = "ssh_client.known_hosts";

    private readonly FleetKnownHosts _fleet;
    private readonly Dictionary<string, HostKeys> _keys;

    /// <param name="keys">The true keys of every host.</param>
    public ClientMessages(IReadOnlyCollection<HostKeys> keys)
    {
        _keys = keys.ToDictionary(host => host.Host, StringComparer.Ordinal);
        _fleet = new(KnownNames.Of(keys, keys, withoutAddresses: false).Select(Host));
    }

    public ClientKnownHosts Of(ModelInput client)
    {
        var facts = client.Input[Check];
        var known = facts
            .Under(KnownHostFact.Host)
            .Where(held => !held.IsStale)
            .Select(held => KnownHostFact.Read(client.Name, held.Fact))
            .ToList();
        return new()
        {
            Client = client.Name,
            Names = known.Count,
            Mismatches =
            {
                _fleet
                    .Compare(known)
                    .GroupBy(one =>
                        (one.Kind, one.Host.Id, one.Known.Owner, one.Known.Source, one.Key)
                    )
                    .Select(same => Mismatch([.. same])),
            },
            Unread =
            {
                KnownHostFact
                    .Unread(facts)
                    .Select(one => new UnreadKnownHosts { Owner = one.Owner, Reason = one.Reason }),
            },
        };
    }

    private V1.KnownHostMismatch Mismatch(List<Checks.Access.KnownHosts.KnownHostMismatch> same)
    {
        var first = same[0];
        var own = _keys[first.Host.Id].Keys;
        return new()
        {
            Kind = (V1.KnownHostMismatchKind)(int)first.Kind,
            Owner = first.Known.Owner,
            Host = first.Host.Id,
            Names = { same.Select(one => one.Name).Distinct() },
            Place = first.Known.Source,
            KeyType = first.Key.Type,
            Fingerprint = first.Key.Fingerprint,
            StandsInFor = first.StandsInFor,
            TrueKeys = { own },
            Remedy =
            {
                KnownHostMend.Commands(
                    same,
                    [
                        .. own.Select(key => new TrueHostKey(
                            key.Type,
                            key.Blob.ToBase64(),
                            key.Fingerprint
                        )),
                    ]
                ),
            },
        };
    }

    private static FleetHost Host(KnownNames host) =>
        new(
            host.Keys.Host,
            [.. host.Names, .. host.Addresses],
            [.. host.Ports],
            [.. host.Keys.Keys.Select(key => (key.Type, key.Fingerprint))]
        );
}
