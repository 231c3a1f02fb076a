using System.Collections.Immutable;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.V1;

namespace Fleet.Controller.Api.Operating.Access;

/// <summary>A host with its keys and the names by which clients may look them up.</summary>
/// <param name="Keys">As the host reports them.</param>
/// <param name="Names">Its name and, where an operator gave it one, its label fqdn.</param>
/// <param name="Addresses">Those that no other host says are its own.</param>
/// <param name="Complaints">What was left out, and why.</param>
public sealed record KnownNames(
    HostKeys Keys,
    ImmutableArray<string> Names,
    ImmutableArray<string> Addresses,
    ImmutableArray<string> Complaints
)
{
    /// <summary>The label that names a host as DNS does.</summary>
    public const string Label = "fqdn";

    /// <summary>The ports that sshd is dialled at; 22 where that is not known.</summary>
    public IEnumerable<int> Ports =>
        Keys.Ports.Count > 0 ? Keys.Ports : [KnownHostName.DefaultPort];

    /// <summary>
    /// Hosts with their names. Names come from certificates and operators; an address is a host's own word, and a host could claim another's to have its key accepted there: where several
    /// hosts claim one, none gets it.
    /// </summary>
    public static ImmutableArray<KnownNames> Of(
        IEnumerable<HostKeys> chosen,
        IEnumerable<HostKeys> fleet,
        bool withoutAddresses
    )
    {
        var claims = fleet
            .SelectMany(host => host.Addresses.Select(address => (address, host.Host)))
            .ToLookup(claim => claim.address, claim => claim.Host, StringComparer.Ordinal);
        return [.. chosen.Select(host => Of(host, claims, withoutAddresses))];
    }

    private static KnownNames Of(
        HostKeys host,
        ILookup<string, string> claims,
        bool withoutAddresses
    )
    {
        var complaints = ImmutableArray.CreateBuilder<string>();
        var fqdn = host.Labels.TryGetValue(Label, out var label) ? label : host.Host;
        if (!IsName(fqdn))
        {
            complaints.Add($"{host.Host}: the label {Label}={fqdn} is no name, and is left out");
            fqdn = host.Host;
        }

        var addresses = ImmutableArray.CreateBuilder<string>();
        foreach (var address in withoutAddresses ? [] : host.Addresses.AsEnumerable())
        {
            if (claims[address].Any(other => other != host.Host))
            {
                complaints.Add(
                    $"{host.Host}: {address} is left out: {string.Join(" and ", claims[address].Where(other => other != host.Host).Take(3))} claims it too"
                );
            }
            else
            {
                addresses.Add(address);
            }
        }

        if (host.Keys.Count == 0)
        {
            complaints.Add($"{host.Host}: its host keys are not known");
        }

        return new(
            host,
            [.. new[] { host.Host, fqdn }.Distinct(StringComparer.OrdinalIgnoreCase)],
            addresses.ToImmutable(),
            complaints.ToImmutable()
        );
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 253
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
