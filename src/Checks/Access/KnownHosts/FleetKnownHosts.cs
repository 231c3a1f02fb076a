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
)
{
    internal bool Has(KnownHostEntry key) => Keys.Any(own => own.Fingerprint == key.Fingerprint);

    internal bool HasType(KnownHostEntry key) => Keys.Any(own => own.Type == key.Type);
}

/// <summary>What is wrong with a name that a client knows.</summary>
public enum KnownHostMismatchKind
{
    Unspecified = 0,

    /// <summary>None of the keys is one of the host's: ssh stops with <c>REMOTE HOST IDENTIFICATION HAS CHANGED</c>, or somebody was made to trust another host.</summary>
    Changed,

    /// <summary>A key of the host's is revoked for the name: ssh refuses the host.</summary>
    Revoked,

    /// <summary>A key that is not the host's is accepted for it: beside one of the same type that is, or under the bare name where that stands in for another port.</summary>
    Stale,
}

/// <summary>A name that a client knows wrongly.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Host">The host that the name means.</param>
/// <param name="Name">The name, in the form of <see cref="KnownHostName.Of"/>: told even where the file has it hashed.</param>
/// <param name="Known">The line that is wrong.</param>
/// <param name="Key">The key that is wrong there, or revoked.</param>
/// <param name="StandsInFor">The port, other than 22, for which ssh goes by the bare name; 0 where the name is the one that it looks up.</param>
public sealed record KnownHostMismatch(
    KnownHostMismatchKind Kind,
    FleetHost Host,
    string Name,
    KnownName Known,
    KnownHostEntry Key,
    int StandsInFor = 0
);

/// <summary>
/// Holds what clients know to what the fleet's hosts say of themselves over a channel that is trusted. Hashed names are found by trying the fleet's names. As
/// <c>sshconnect.c: check_host_key</c> does, a name at another port than 22 that is not known by any key is looked up once more without the port.
/// </summary>
public sealed class FleetKnownHosts
{
    private readonly ImmutableArray<FleetName> _names;
    private readonly ILookup<string, int> _byText;

    /// <param name="fleet">Hosts without keys are passed over.</param>
    public FleetKnownHosts(IEnumerable<FleetHost> fleet)
    {
        _names = [.. fleet.Where(host => !host.Keys.IsEmpty).SelectMany(FleetName.Of).Distinct()];
        _byText = Enumerable
            .Range(0, _names.Length)
            .ToLookup(at => _names[at].Text, StringComparer.Ordinal);
    }

    /// <summary>Every wrong name, account by account, in the order of the fleet's names.</summary>
    /// <param name="known">All that one or more clients know.</param>
    public IEnumerable<KnownHostMismatch> Compare(IEnumerable<KnownName> known)
    {
        foreach (var client in known.GroupBy(name => name.Client, StringComparer.Ordinal))
        {
            var shared = Hits(client.Where(name => name.Owner.Length == 0));
            foreach (var owner in client.GroupBy(name => name.Owner, StringComparer.Ordinal))
            {
                var isShared = owner.Key.Length == 0;
                var own = isShared ? shared : Hits(owner);
                var looked = new LookedUp(own, isShared ? LookedUp.Nothing : shared);
                foreach (var mismatch in Judge(looked))
                {
                    yield return mismatch;
                }
            }
        }
    }

    private IEnumerable<KnownHostMismatch> Judge(LookedUp looked)
    {
        foreach (var name in _names)
        {
            var mismatches =
                name.StandsInFor == 0 ? looked.Judge(name)
                : looked.IsNew(KnownHostName.Of(name.Text, name.StandsInFor), name.Host)
                    ? looked.JudgeBare(name)
                : [];
            foreach (var mismatch in mismatches)
            {
                // A pattern that several hosts share holds the keys of each.
                if (
                    mismatch.Kind != KnownHostMismatchKind.Stale
                    || !IsNeighbours(mismatch.Known, mismatch.Key)
                )
                {
                    yield return mismatch;
                }
            }
        }
    }

    private bool IsNeighbours(KnownName known, KnownHostEntry key) =>
        IsPattern(known.Hosts)
        && _names.Any(name => name.Host.Has(key) && KnownHostName.IsMatch(name.Text, known.Hosts));

    /// <summary>What of the names given speaks of which of the fleet's.</summary>
    private ILookup<string, KnownName> Hits(IEnumerable<KnownName> known) =>
        known
            .SelectMany(one => Meant(one.Hosts).Distinct().Select(text => (text, one)))
            .ToLookup(hit => hit.text, hit => hit.one, StringComparer.Ordinal);

    /// <summary>A plain name is found at once; patterns and hashes are tried on every name.</summary>
    private IEnumerable<string> Meant(string hosts) =>
        KnownHostName.IsHashed(hosts) || IsPattern(hosts)
            ? _names.Select(name => name.Text).Where(text => KnownHostName.IsMatch(text, hosts))
            : _byText[hosts.ToLowerInvariant()].Take(1).Select(at => _names[at].Text);

    /// <summary>True where a line's names stand for more than one, or leave some out.</summary>
    public static bool IsPattern(string hosts) =>
        !KnownHostName.IsHashed(hosts) && hosts.AsSpan().IndexOfAny("*?!,") >= 0;
}
