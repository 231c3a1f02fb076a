namespace Fleet.Controller.Notifications.Planning;

/// <summary>The groups that live while news are put into them, found by what they hold: a storm of news must not be searched through news by news.</summary>
internal sealed class GroupSheet
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<(string Receiver, string Topic), Entry> _holders = [];
    private readonly Dictionary<(string Receiver, string Alike), List<Entry>> _alike = [];
    private readonly Dictionary<(string Receiver, string Occasion), Entry> _occasions = [];

    public GroupSheet(IEnumerable<NoticeGroup> groups)
    {
        foreach (var group in groups)
        {
            Add(group);
        }
    }

    /// <summary>In their order, new ones last.</summary>
    public IEnumerable<NoticeGroup> Groups => _entries.Select(entry => entry.Made());

    /// <summary>The group that holds a topic for a receiver; null: none does.</summary>
    public Entry? Holding(string receiver, string topic) =>
        _holders.GetValueOrDefault((receiver, topic));

    /// <summary>Groups that had a member like that.</summary>
    public IReadOnlyList<Entry> Alike(string receiver, string alike) =>
        _alike.GetValueOrDefault((receiver, alike)) ?? [];

    /// <summary>The group in which something else of the occasion is told; null: none is.</summary>
    public Entry? OfOccasion(string receiver, string occasion) =>
        occasion.Length == 0 ? null : _occasions.GetValueOrDefault((receiver, occasion));

    public void Add(NoticeGroup group)
    {
        var entry = new Entry(group);
        _entries.Add(entry);
        foreach (var member in group.Members)
        {
            Know(entry, member);
        }
    }

    public void Put(Entry entry, NoticeMember member)
    {
        entry.Put(member);
        Know(entry, member);
    }

    public void Remove(Entry entry, string topic)
    {
        entry.Remove(topic);
        _ = _holders.Remove((entry.Group.Receiver, topic));
    }

    private void Know(Entry entry, NoticeMember member)
    {
        var receiver = entry.Group.Receiver;
        _holders[(receiver, member.Ref)] = entry;
        if (member.Occasion.Length > 0)
        {
            _occasions[(receiver, member.Occasion)] = entry;
        }

        if (!_alike.TryGetValue((receiver, member.Alike), out var alike))
        {
            _alike[(receiver, member.Alike)] = alike = [];
        }

        if (!alike.Contains(entry))
        {
            alike.Add(entry);
        }
    }

    /// <summary>One group and what became of its members.</summary>
    public sealed class Entry(NoticeGroup group)
    {
        private OrderedDictionary<string, NoticeMember>? _members;

        public NoticeGroup Group => group;

        public NoticeMember Member(string topic) => Members[topic];

        /// <summary>Some member began at about that time.</summary>
        public bool IsNear(DateTimeOffset since, TimeSpan window) =>
            Members.Values.Any(member => (member.Since - since).Duration() <= window);

        public void Put(NoticeMember member) => Members[member.Ref] = member;

        public void Remove(string topic) => Members.Remove(topic);

        private OrderedDictionary<string, NoticeMember> Members =>
            _members ??= new(
                group.Members.Select(member => KeyValuePair.Create(member.Ref, member)),
                StringComparer.Ordinal
            );

        /// <summary>The very group that was there where nothing changed.</summary>
        public NoticeGroup Made() =>
            _members is null || _members.Values.SequenceEqual(group.Members)
                ? group
                : group with
                {
                    Members = [.. _members.Values],
                };
    }
}
