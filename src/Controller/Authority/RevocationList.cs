using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Fleet.Controller.Authority;

/// <summary>Revoked serial numbers in memory, filled from the store at start and after each commit since.</summary>
public sealed class RevocationList : IRevocations
{
    private readonly ConcurrentDictionary<string, bool> _serials = new(StringComparer.Ordinal);
    private ImmutableList<Subscription> _subscriptions = [];

    /// <summary>The list as stored. Certificates past renewal are refused by their age and need no entry.</summary>
    public static async Task<RevocationList> LoadAsync(
        IAuthorityStore store,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var list = new RevocationList();
        var oldest = time.GetUtcNow() - Joining.Renewer.Grace;
        foreach (var serial in await store.ListRevokedAsync(oldest, cancellationToken))
        {
            _ = list._serials.TryAdd(serial, true);
        }

        return list;
    }

    public bool IsRevoked(string serial) => _serials.ContainsKey(serial);

    public IDisposable Subscribe(Action<Revocation> listener)
    {
        var subscription = new Subscription(this, listener);
        _ = ImmutableInterlocked.Update(ref _subscriptions, list => list.Add(subscription));
        return subscription;
    }

    /// <summary>Takes over what was committed, then tells the listeners.</summary>
    public void Add(Revocation revocation)
    {
        foreach (var serial in revocation.Serials)
        {
            _ = _serials.TryAdd(serial, true);
        }

        foreach (var subscription in _subscriptions)
        {
            subscription.Listener(revocation);
        }
    }

    private sealed class Subscription(RevocationList list, Action<Revocation> listener)
        : IDisposable
    {
        public Action<Revocation> Listener => listener;

        public void Dispose() =>
            ImmutableInterlocked.Update(ref list._subscriptions, each => each.Remove(this));
    }
}
