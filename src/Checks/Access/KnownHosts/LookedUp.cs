using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Access.KnownHosts;

/// <summary>A name under which ssh looks a fleet's host up.</summary>
/// <param name="Text">In the form of <see cref="KnownHostName.Of"/>.</param>
/// <param name="Host">Whom it means.</param>
/// <param name="StandsInFor">The port for which this, the bare name, is the second look; 0: it is the first.</param>
internal sealed record FleetName(string Text, FleetHost Host, int StandsInFor)
{
    public static IEnumerable<FleetName> Of(FleetHost host)
    {
        var isAtDefault = host.Ports.Contains(KnownHostName.DefaultPort);
        foreach (var name in host.Names)
        {
            foreach (var port in host.Ports)
            {
                yield return new FleetName(KnownHostName.Of(name, port), host, 0);
                // At port 22 the bare name is judged by itself, and more strictly.
                if (!isAtDefault)
                {
                    yield return new FleetName(KnownHostName.Of(name, 0), host, port);
                }
            }
        }
    }
}

/// <summary>What one account knows of the fleet's names: by its own files, and by those that every account reads.</summary>
internal sealed class LookedUp(ILookup<string, KnownName> own, ILookup<string, KnownName> others)
{
    public static ILookup<string, KnownName> Nothing { get; } =
        Array.Empty<KnownName>().ToLookup(name => name.Hosts);

    /// <summary>No key speaks of the host under the name: ssh looks further.</summary>
    public bool IsNew(string name, FleetHost host) =>
        !Keys(name)
            .Any(key =>
                key.Marker == KnownHostMarker.None
                || (key.Marker == KnownHostMarker.Revoked && host.Has(key))
            );

    /// <summary>The name is the one that ssh looks up.</summary>
    public IEnumerable<KnownHostMismatch> Judge(FleetName name)
    {
        var works = Keys(name.Text)
            .Any(key => key.Marker == KnownHostMarker.None && name.Host.Has(key));
        return Each(
            name,
            key =>
                !works ? KnownHostMismatchKind.Changed
                : name.Host.HasType(key) ? KnownHostMismatchKind.Stale
                : null
        );
    }

    /// <summary>The name stands in for one with a port. Another key there stops nobody: ssh asks as for a new host, and takes the other key too.</summary>
    public IEnumerable<KnownHostMismatch> JudgeBare(FleetName name) =>
        Each(name, key => name.Host.HasType(key) ? KnownHostMismatchKind.Stale : null);

    private IEnumerable<KnownHostMismatch> Each(
        FleetName name,
        Func<KnownHostEntry, KnownHostMismatchKind?> foreign
    )
    {
        foreach (var known in own[name.Text])
        {
            foreach (var key in known.Keys)
            {
                KnownHostMismatchKind? kind = (key.Marker, name.Host.Has(key)) switch
                {
                    (KnownHostMarker.Revoked, true) => KnownHostMismatchKind.Revoked,
                    (KnownHostMarker.None, false) => foreign(key),
                    _ => null,
                };
                if (kind is { } found)
                {
                    yield return new(found, name.Host, name.Text, known, key, name.StandsInFor);
                }
            }
        }
    }

    private IEnumerable<KnownHostEntry> Keys(string name) =>
        own[name].Concat(others[name]).SelectMany(known => known.Keys);
}
