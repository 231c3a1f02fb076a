namespace Fleet.Controller.Notifications.Planning;

/// <summary>The groups that live while news are put into them, found by what they hold: a storm of news must not be searched through news by news.</summary>
internal sealed class GroupSheet
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<(string Receiver, string Topic), Entry> _holders = [];
    private readonly Dictionary<(string Receiver, string Key), List<Entry>> _alike = [];

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

    public IReadOnlyList<Entry> Alike(string receiver, string key) =>
        _alike.GetValueOrDefault((receiver, key)) ?? [];

    public void Add(NoticeGroup group)
    {
        var entry = new Entry(group);
        _entries.Add(entry);
        foreach (var member in group.Members)
        {
            _holders[(group.Receiver, member.Ref)] = entry;
        }

        if (!_alike.TryGetValue((group.Receiver, group.Key), out var alike))
        {
            _alike[(group.Receiver, group.Key)] = alike = [];
        }

        alike.Add(entry);
    }

    public void Put(Entry entry, NoticeMember member)
    {
        entry.Put(member);
        _holders[(entry.Group.Receiver, member.Ref)] = entry;
    }

    public void Remove(Entry entry, string topic)
    {
        entry.Remove(topic);
        _ = _holders.Remove((entry.Group.Receiver, topic));
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
