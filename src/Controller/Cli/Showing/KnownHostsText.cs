using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Controller.Api.Operating.Access;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Lines of known_hosts, one a host and key; with hashes one a name and key, since a hash stands for one name.</summary>
public static class KnownHostsText
{
    public static IEnumerable<string> Lines(IEnumerable<KnownNames> hosts, bool hashed) =>
        hosts.SelectMany(host => Lines(host, hashed));

    private static IEnumerable<string> Lines(KnownNames host, bool hashed)
    {
        var names = host
            .Ports.SelectMany(port =>
                host.Names.Concat(host.Addresses).Select(name => KnownHostName.Of(name, port))
            )
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var key in host.Keys.Keys)
        {
            var blob = key.Blob.ToBase64();
            if (!hashed)
            {
                yield return KnownHostText.Plain(names, key.Type, blob);
                continue;
            }

            foreach (var name in names)
            {
                yield return KnownHostText.Hashed(name, key.Type, blob);
            }
        }
    }
}
