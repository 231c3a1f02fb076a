using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshClientKnownHosts;

/// <summary>The facts of ssh_client.known_hosts.</summary>
public static class KnownHostFact
{
    /// <summary>The prefix of names that are known.</summary>
    public const string Host = "known_host";

    /// <summary>The prefix of lines that ssh passes over.</summary>
    public const string Broken = "known_hosts_broken";

    internal static readonly string[] Prefixes = [Host, Broken];

    /// <summary>What a fact under <see cref="Host"/> tells, for <see cref="FleetKnownHosts.Compare"/>.</summary>
    /// <param name="client">The host that reported it.</param>
    /// <param name="fact">The fact.</param>
    public static KnownName Read(string client, Fact fact)
    {
        var (owner, item) = ClientKey.Split(fact.Key, Host);
        return new KnownName(
            client,
            ClientKey.IsSystem(fact.Key, Host) ? "" : owner,
            item.TrimStart('/'),
            [.. KnownHostEntry.Split(fact.Value)],
            fact.Source ?? ""
        );
    }

    /// <summary>Whose names are not all known, and why; an empty owner: the whole host's, or its own files.</summary>
    public static IEnumerable<(string Owner, string Reason)> Unread(CheckFacts facts)
    {
        if (facts.Status is RunStatus.Unspecified)
        {
            yield return ("", facts.Reason);
        }

        foreach (var cover in facts.Coverage)
        {
            if (
                !cover.IsCertain
                && (cover.Prefix.Length == 0 || FactKey.IsUnder(cover.Prefix, Host))
            )
            {
                yield return (Owner(cover.Prefix), cover.Reason ?? "it could not be read");
            }
        }
    }

    private static string Owner(string prefix) =>
        prefix.Length <= Host.Length || ClientKey.IsSystem(prefix, Host)
            ? ""
            : ClientKey.Split(prefix, Host).Owner;
}
