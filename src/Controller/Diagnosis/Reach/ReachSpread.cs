using System.Collections.Immutable;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>Vantage points for one question, from as many networks as there are. Pure, and the same for the same fleet.</summary>
internal static class ReachSpread
{
    /// <summary>The most: each costs the target a connection.</summary>
    public const int Most = 16;

    /// <param name="target">The target's name: it does not look at itself.</param>
    /// <param name="places">Who may be asked.</param>
    /// <returns>Those chosen, and how many connected ones are left out.</returns>
    public static (ImmutableArray<string> From, int Left) Of(
        string target,
        IEnumerable<PlaceAnswer> places
    )
    {
        var others = places.Where(place => place.Name != target).ToLookup(IsUp);
        // Who is not connected is named while there is room, so that its silence is not overlooked.
        ImmutableArray<PlaceAnswer> all = [.. Turns(others[true]), .. Turns(others[false])];
        return (
            [.. all.Take(Most).Select(place => place.Name)],
            Math.Max(0, others[true].Count() - Most)
        );
    }

    // One of each network, then the next of each.
    private static IEnumerable<PlaceAnswer> Turns(IEnumerable<PlaceAnswer> places) =>
        places
            .GroupBy(place => string.Join(' ', place.Ssh.Networks))
            .SelectMany(group =>
                group
                    .OrderBy(place => place.Name, StringComparer.Ordinal)
                    .Select((place, turn) => (Place: place, Turn: turn))
            )
            .OrderBy(one => one.Turn)
            .ThenBy(one => one.Place.Name, StringComparer.Ordinal)
            .Select(one => one.Place);

    private static bool IsUp(PlaceAnswer place) =>
        place.Link is LinkState.Online or LinkState.CatchingUp or LinkState.Late;
}
