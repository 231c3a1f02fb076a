using System.Collections.Immutable;
using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Access.KnownHosts;

/// <summary>A name in a client's known_hosts.</summary>
/// <param name="Client">The host whose file it is.</param>
/// <param name="Owner">The account; empty for the client's own files, which every account reads.</param>
/// <param name="Hosts">A name, a pattern or a hash, as the file has it.</param>
/// <param name="Keys">What it is known by.</param>
/// <param name="Source">Where it stands.</param>
public sealed record KnownName(
    string Client,
    string Owner,
    string Hosts,
    ImmutableArray<KnownHostEntry> Keys,
    string Source
);

/// <summary>A host of the fleet and the keys that it says are its own.</summary>
/// <param name="Id">How reports name it.</param>
/// <param name="Names">What people call it by: names and addresses.</param>
/// <param name="Ports">Where its sshd listens.</param>
/// <param name="Keys">Type and fingerprint of each of its host keys; none: not known, and nothing is said of it.</param>
public sealed record FleetHost(
    string Id,
    ImmutableArray<string> Names,
    ImmutableArray<int> Ports,
    ImmutableArray<(string Type, string Fingerprint)> Keys
);

/// <summary>What is wrong with a name that a client knows.</summary>
public enum KnownHostMismatchKind
{
    Unspecified = 0,

    /// <summary>None of the keys is one of the host's: ssh stops with <c>REMOTE HOST IDENTIFICATION HAS CHANGED</c>, or somebody was made to trust another host.</summary>
    Changed,

    /// <summary>A key of the host's is revoked for the name: ssh refuses the host.</summary>
    Revoked,

    /// <summary>Beside a key of the host's stands another of the same type that is not: ssh works, and accepts that one too.</summary>
    Stale,
}

/// <summary>A name that a client knows wrongly.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Host">The host that the name means.</param>
/// <param name="Name">The name, in the form of <see cref="KnownHostName.Of"/>: told even where the file has it hashed.</param>
/// <param name="Known">The line that is wrong.</param>
/// <param name="Key">The key that is wrong there, or revoked.</param>
public sealed record KnownHostMismatch(
    KnownHostMismatchKind Kind,
    FleetHost Host,
    string Name,
    KnownName Known,
    KnownHostEntry Key
);

/// <summary>Holds what clients know to what the fleet's hosts say of themselves over a channel that is trusted. Hashed names are found by trying the fleet's names.</summary>
public static class FleetKnownHosts
{
    /// <summary>Every wrong name, in the order of the names given.</summary>
    public static IEnumerable<KnownHostMismatch> Compare(
        IEnumerable<KnownName> known,
        IEnumerable<FleetHost> fleet
    )
    {
        var byName = fleet
            .Where(host => !host.Keys.IsEmpty)
            .SelectMany(host =>
                host.Names.SelectMany(name =>
                    host.Ports.Select(port => (Name: KnownHostName.Of(name, port), Host: host))
                )
            )
            .Distinct()
            .ToList();
        foreach (var client in known.GroupBy(name => name.Client, StringComparer.Ordinal))
        {
            var shared = client.Where(name => name.Owner.Length == 0).ToList();
            foreach (var owner in client.GroupBy(name => name.Owner, StringComparer.Ordinal))
            {
                var own = owner.ToList();
                var others = owner.Key.Length == 0 ? [] : shared;
                foreach (
                    var mismatch in byName.SelectMany(one => Judge(one.Name, one.Host, own, others))
                )
                {
                    yield return mismatch;
                }
            }
        }
    }

    private static IEnumerable<KnownHostMismatch> Judge(
        string name,
        FleetHost host,
        List<KnownName> own,
        List<KnownName> others
    )
    {
        var mine = own.FindAll(known => KnownHostName.IsMatch(name, known.Hosts));
        if (mine.Count == 0)
        {
            yield break;
        }

        var all = mine.Concat(others.FindAll(known => KnownHostName.IsMatch(name, known.Hosts)))
            .SelectMany(known => known.Keys)
            .ToList();
        var works = all.Exists(key => key.Marker == KnownHostMarker.None && IsTrue(key, host));
        foreach (
            var (known, key) in mine.SelectMany(known => known.Keys.Select(key => (known, key)))
        )
        {
            if (Kind(key, host, works) is { } kind)
            {
                yield return new KnownHostMismatch(kind, host, name, known, key);
            }
        }
    }

    private static KnownHostMismatchKind? Kind(KnownHostEntry key, FleetHost host, bool works) =>
        key.Marker switch
        {
            KnownHostMarker.Revoked when IsTrue(key, host) => KnownHostMismatchKind.Revoked,
            KnownHostMarker.None when !IsTrue(key, host) && !works => KnownHostMismatchKind.Changed,
            KnownHostMarker.None
                when !IsTrue(key, host) && host.Keys.Any(own => own.Type == key.Type) =>
                KnownHostMismatchKind.Stale,
            _ => null,
        };

    private static bool IsTrue(KnownHostEntry key, FleetHost host) =>
        host.Keys.Any(own => own.Fingerprint == key.Fingerprint);
}
