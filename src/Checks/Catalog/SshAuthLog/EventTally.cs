using System.Text;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.AuthLog;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Counts the events of one run and keeps its latest lines, in memory that no log can grow.</summary>
/// <param name="ownLooks">This agent's own connections to sshd: what sshd says of their coming and going is nobody's attempt, and left out.</param>
internal sealed class EventTally(IEnumerable<FleetVisit> ownLooks)
{
    private readonly ILookup<(string Address, int Port), FleetVisit> _ownLooks = ownLooks.ToLookup(
        visit => (visit.From.Address.ToString(), visit.From.Port)
    );

    /// <summary>How many buckets one run may fill: a day. A run that catches up on more goes on next time.</summary>
    public const int MostBuckets = 288;
    private const int MostCharacters = 1000;
    private readonly SortedDictionary<DateTimeOffset, BucketTally> _buckets = [];
    private readonly LineRing _rare = new();
    private readonly LineRing _common = new();
    private long _sequence;

    /// <summary>Counts a line.</summary>
    /// <returns>False where there is no room for its bucket: the run ends before this line.</returns>
    public bool TryAdd(ReadOnlySpan<byte> line, in AuthLogRecord record, DateTimeOffset at)
    {
        if (IsOwn(line, record, at))
        {
            return true;
        }

        var start = new DateTimeOffset(
            at.UtcTicks - at.UtcTicks % EventBucket.Width.Ticks,
            TimeSpan.Zero
        );
        if (!_buckets.TryGetValue(start, out var bucket))
        {
            if (_buckets.Count == MostBuckets)
            {
                return false;
            }

            _buckets.Add(start, bucket = new BucketTally(start));
        }

        var named = record.Kind is AuthLogKind.BadOwnership or AuthLogKind.ChrootRefused
            ? record.Detail
            : record.User;
        var (user, source) = (Text(named, line, 255), Text(record.Source, line, 255));
        bucket.Add(record.Kind, user, source);
        if (!record.Kind.IsRoutine())
        {
            var ring = record.Kind.IsFlood() ? _common : _rare;
            ring.Add(
                _sequence++,
                new EventLine(
                    at,
                    record.Kind.Name(),
                    Text(record.User, line, 255),
                    source,
                    Text(record.Message, line, MostCharacters)
                )
            );
        }

        return true;
    }

    /// <summary>A look never authenticates: whoever has its port and tries a password is somebody else.</summary>
    private bool IsOwn(ReadOnlySpan<byte> line, in AuthLogRecord record, DateTimeOffset at) =>
        _ownLooks.Count > 0
        && record.Port > 0
        && record.User.Length == 0
        && _ownLooks[(Text(record.Source, line, 255), record.Port)].Any(visit => visit.IsNear(at));

    public void WriteTo(ObservationBuilder seen)
    {
        foreach (var bucket in _buckets.Values)
        {
            seen.Events(bucket.ToBucket());
        }

        foreach (var (_, line) in _rare.Lines.Concat(_common.Lines).OrderBy(line => line.Sequence))
        {
            seen.Line(line);
        }
    }

    private static string Text(Slice slice, ReadOnlySpan<byte> line, int most) =>
        Encoding.UTF8.GetString(slice.Of(line)[..Math.Min(slice.Length, most)]);
}
