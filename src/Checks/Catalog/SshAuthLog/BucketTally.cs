using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>
/// Counts one five-minute bucket. Attackers choose user names, so at most <see cref="MostPairs"/> are counted apart: when there are more, the rarer half becomes "other"
/// and what is frequent survives. Kinds that strangers cannot cause at will go first, so that a flood hides no login.
/// </summary>
internal sealed class BucketTally(DateTimeOffset start)
{
    public const int MostPairs = 1024;
    private const int ReservedForRare = EventBucket.MaxPairs / 2;
    private readonly Dictionary<Pair, long> _counts = [];
    private readonly DistinctCount _users = new();
    private readonly DistinctCount _sources = new();
    private long _other;

    private readonly record struct Pair(AuthLogKind Kind, string User, string Source)
    {
        public bool IsCommon => Kind.IsFlood() || Kind.IsRoutine();
    }

    public void Add(AuthLogKind kind, string user, string source)
    {
        var pair = new Pair(kind, user, source);
        _counts[pair] = _counts.GetValueOrDefault(pair) + 1;
        if (user.Length > 0)
        {
            _users.Add(user);
        }

        if (source.Length > 0)
        {
            _sources.Add(source);
        }

        if (_counts.Count > MostPairs)
        {
            Keep([.. Ranked().OrderBy(count => count.Key.IsCommon).Take(MostPairs / 2)]);
        }
    }

    public EventBucket ToBucket()
    {
        var rare = Ranked().Where(count => !count.Key.IsCommon).Take(ReservedForRare).ToList();
        var kept = rare.Concat(Ranked().Except(rare)).Take(EventBucket.MaxPairs).ToList();
        var other = _other + _counts.Values.Sum() - kept.Sum(count => count.Value);
        return new EventBucket(
            start,
            [
                .. kept.OrderByDescending(count => count.Value)
                    .Select(count => new EventCount(
                        count.Key.Kind.Name(),
                        count.Key.User,
                        count.Key.Source,
                        count.Value
                    )),
            ],
            other,
            _users.Estimate(),
            _sources.Estimate()
        );
    }

    /// <summary>Most frequent first; equal counts in an order of their own, so that the same lines give the same bucket.</summary>
    private IOrderedEnumerable<KeyValuePair<Pair, long>> Ranked() =>
        _counts
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key.Kind)
            .ThenBy(count => count.Key.User, StringComparer.Ordinal)
            .ThenBy(count => count.Key.Source, StringComparer.Ordinal);

    private void Keep(List<KeyValuePair<Pair, long>> kept)
    {
        _other += _counts.Values.Sum() - kept.Sum(count => count.Value);
        _counts.Clear();
        foreach (var (pair, count) in kept)
        {
            _counts.Add(pair, count);
        }
    }
}
