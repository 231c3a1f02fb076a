using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>One line of hosts(5).</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">The canonical name.</param>
/// <param name="Aliases">Further names.</param>
public sealed record HostsEntry(IPAddress Address, string Name, ImmutableArray<string> Aliases);

/// <summary>/etc/hosts: what the resolver's <c>files</c> knows.</summary>
public sealed record HostsFile(ImmutableArray<HostsEntry> Entries)
{
    public static HostsFile Parse(string text)
    {
        var entries = ImmutableArray.CreateBuilder<HostsEntry>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split('#')[0]
                .Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && IPAddress.TryParse(words[0], out var address))
            {
                entries.Add(new HostsEntry(address, words[1], [.. words[2..]]));
            }
        }

        return new HostsFile(entries.ToImmutable());
    }
}
