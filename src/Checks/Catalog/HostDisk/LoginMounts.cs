using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>Finds the mounts that a login needs: those of the fixed places, and of the homes of accounts that can log in.</summary>
internal sealed class LoginMounts(IHost host, MountTable table)
{
    private const int MostResolved = 500;

    private readonly SortedDictionary<string, (Mount Mount, SortedSet<string> Uses)> _needed = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, string?> _real = new(StringComparer.Ordinal);

    /// <summary>Each mount once, by its point, with what it is needed for.</summary>
    public IEnumerable<(Mount Mount, ImmutableArray<string> Uses)> Found =>
        _needed.Values.Select(needed => (needed.Mount, needed.Uses.ToImmutableArray()));

    /// <summary>Why homes are not known; null where they are.</summary>
    public string? Doubt { get; private set; }

    public async ValueTask FindAsync(CancellationToken cancellationToken)
    {
        foreach (var place in LoginPlace.All)
        {
            if (await RealAsync(place.Path, cancellationToken) is { } real)
            {
                Need(real, place.Name);
            }
        }

        var names = await HostNames.ReadAsync(host, cancellationToken);
        if (!names.IsOk)
        {
            Doubt = names.Reason;
            return;
        }

        var homes = names.Value.CanLogIn.Select(account => account.Home).Distinct().ToList();
        foreach (var home in homes.Where(home => home.StartsWith('/')))
        {
            if (await PlaceOfAsync(home, homes.Count, cancellationToken) is { } place)
            {
                Need(place, LoginPlace.Home);
            }
        }
    }

    /// <summary>Where a home really is. Where homes are many, or one is not made yet, its folder is resolved and the home only looked up in the table.</summary>
    private async ValueTask<string?> PlaceOfAsync(
        string home,
        int homes,
        CancellationToken cancellationToken
    )
    {
        if (homes <= MostResolved && await RealAsync(home, cancellationToken) is { } real)
        {
            return real;
        }

        var path = home.Length > 1 ? home.TrimEnd('/') : home;
        var slash = path.LastIndexOf('/');
        return await RealAsync(slash == 0 ? "/" : path[..slash], cancellationToken) is { } folder
            ? $"{folder.TrimEnd('/')}{path[slash..]}"
            : null;
    }

    private void Need(string path, string use)
    {
        if (table.Over(path) is not { } mount)
        {
            return;
        }

        if (!_needed.TryGetValue(mount.Point, out var needed))
        {
            _needed[mount.Point] = needed = (mount, new SortedSet<string>(StringComparer.Ordinal));
        }

        needed.Uses.Add(use);
    }

    // What lies on a server that is gone must not be walked to: the table alone tells where it is.
    private async ValueTask<string?> RealAsync(string path, CancellationToken cancellationToken)
    {
        if (!_real.TryGetValue(path, out var real))
        {
            real =
                table.Over(path)?.IsOnNetwork == true
                    ? path
                    : (await host.AskAsync(new ResolvePath(path), cancellationToken)).Value;
            _real[path] = real;
        }

        return real;
    }
}
