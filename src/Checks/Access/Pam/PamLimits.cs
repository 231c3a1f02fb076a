using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Access.Pam;

/// <summary>A line of one of the limits files.</summary>
public sealed record PlacedLimit(string File, LimitLine Line);

/// <summary>
/// Which line of limits.conf(5) counts for an account (<c>pam_limits.c</c>): the user's own over its groups', those over the wildcard's; among equals the last. Root has none but its own.
/// </summary>
/// <param name="Lines">Of all files, in order.</param>
/// <param name="User">The account.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Gid">Its primary group's number.</param>
/// <param name="Groups">Its groups by name.</param>
public sealed record PamLimits(
    ImmutableArray<PlacedLimit> Lines,
    string User,
    uint Uid,
    uint Gid,
    ImmutableArray<string> Groups
)
{
    private const int Own = 3;

    /// <summary>The line that sets an item to 0, where that is what counts; null where not.</summary>
    public PlacedLimit? Zero(string item)
    {
        if (Lines.Any(one => one.Line.Item.Length == 0 && Rank(one.Line.Domain) > 0))
        {
            return null;
        }

        return new[] { "hard", "soft" }
            .Select(type => Counting(item, type))
            .FirstOrDefault(one =>
                one is not null
                && long.TryParse(
                    one.Line.Value,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var value
                )
                && value == 0
            );
    }

    private PlacedLimit? Counting(string item, string type)
    {
        PlacedLimit? counts = null;
        var best = 1;
        foreach (var one in Lines)
        {
            var rank = Rank(one.Line.Domain);
            if (
                one.Line.Item == item
                && one.Line.Type is var said
                && (said == "-" || said == type)
                && rank >= best
            )
            {
                (counts, best) = (one, rank);
            }
        }

        return counts;
    }

    private int Rank(string domain) =>
        domain == User ? Own
        : IsInRange(domain, Uid) ? Own
        : Uid == 0 ? 0
        : domain == "*" ? 1
        : domain.StartsWith('@') && (Groups.Contains(domain[1..]) || IsInRange(domain[1..], Gid))
            ? 2
        : 0;

    /// <summary><c>MIN:MAX</c>, <c>:MAX</c> is one exact id, <c>MIN:</c> has no end.</summary>
    private static bool IsInRange(string domain, uint id)
    {
        var colon = domain.IndexOf(':');
        if (colon < 0)
        {
            return false;
        }

        var (low, high) = (Number(domain[..colon]), Number(domain[(colon + 1)..]));
        return colon == 0
            ? high == id
            : low is { } from && id >= from && (colon == domain.Length - 1 || id <= high);
    }

    private static uint? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
