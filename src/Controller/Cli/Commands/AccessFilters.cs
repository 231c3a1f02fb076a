using System.CommandLine;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Commands;

/// <summary>What <c>fleet access</c> is narrowed to; several of them together narrow it further.</summary>
internal sealed record AccessFilters(
    Option<bool> Root,
    Option<bool> Shared,
    Option<bool> Orphans,
    Option<bool> NoExpiry
)
{
    public bool NeedFleet(ParseResult parsed) =>
        parsed.GetValue(Shared) || parsed.GetValue(Orphans);

    /// <summary>The rows that are asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="chosen">The answers for the hosts, account and key asked for.</param>
    /// <param name="fleet">The answers for all of them.</param>
    public AccessAnswer Choose(
        ParseResult parsed,
        IReadOnlyCollection<HostAccess> chosen,
        IReadOnlyCollection<HostAccess> fleet
    )
    {
        var rows = chosen.SelectMany(host => host.Rows.Select(row => (host.Host, Row: row)));
        if (parsed.GetValue(Root))
        {
            rows = rows.Where(one => one.Row.Root);
        }

        if (parsed.GetValue(NoExpiry))
        {
            rows = rows.Where(one => IsKey(one.Row) && one.Row.Expires.Length == 0);
        }

        var keys = fleet
            .SelectMany(host => host.Rows)
            .Where(IsKey)
            .ToLookup(row => row.Fingerprint);
        if (parsed.GetValue(Shared))
        {
            rows = rows.Where(one => IsKey(one.Row) && IsShared(keys[one.Row.Fingerprint]));
        }

        if (parsed.GetValue(Orphans))
        {
            rows = rows.Where(one => IsKey(one.Row) && IsOrphan(one.Row, keys, fleet));
        }

        return new AccessAnswer(
            [.. rows],
            chosen.Count,
            parsed.GetValue(Orphans) && !fleet.Any(host => host.PeopleNamed),
            parsed.GetValue(NoExpiry) && fleet.Any(host => host.ExpiryWanted)
        );
    }

    private static bool IsKey(AccessRow row) => row.Method == "key";

    /// <summary>One person with one account on many hosts shares nothing; one key under several names does.</summary>
    private static bool IsShared(IEnumerable<AccessRow> rows) =>
        rows.Select(row => row.User).Distinct(StringComparer.Ordinal).Skip(1).Any();

    /// <summary>With people in the policy: a key that is none of theirs. Without: a key that opens no person's own account on any host, so that nobody can be asked about it. The comment proves nothing.</summary>
    private static bool IsOrphan(
        AccessRow row,
        ILookup<string, AccessRow> keys,
        IEnumerable<HostAccess> fleet
    ) =>
        fleet.Any(host => host.PeopleNamed)
            ? row.Owner.Length == 0
            : !keys[row.Fingerprint].Any(one => one.Personal);
}
