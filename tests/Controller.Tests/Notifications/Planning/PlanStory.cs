using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Planning;

/// <summary>A fleet whose regressions live in memory, planned for step by step as storage would.</summary>
internal sealed class PlanStory(NotificationPolicy policy)
{
    private readonly Dictionary<string, Topic> _topics = [];
    private readonly List<News> _news = [];
    private readonly Dictionary<long, NoticeGroup> _groups = [];
    private long _groupIds;

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static NotificationPolicy ToOps(NotificationRoute? route = null) =>
        new()
        {
            Receivers = [Receiver("ops"), Receiver("boss")],
            Routes = [(route ?? new()) with { Receivers = ["ops"] }],
        };

    public static Receiver Receiver(string name) =>
        new(name, new ReceiverAddress.Webhook(new("https://hooks.example.org/"), ""), []);

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>Every message so far.</summary>
    public List<PlannedMessage> Sent { get; } = [];

    public IEnumerable<NoticeGroup> Groups => _groups.Values;

    public IEnumerable<string> Told =>
        Sent.Select(message =>
            $"{message.Receiver} {message.Kind}: {string.Join(' ', message.Told.Select(t => t.Host.Name))}"
        );

    public void Open(
        long id,
        string host,
        string alike = "root login",
        TopicState state = TopicState.Open,
        string occasion = ""
    )
    {
        Put(id, host, alike, state, Now);
        _topics[$"r{id}"] = _topics[$"r{id}"] with { Occasion = occasion };
        Happens(id, RegressionEventKind.Opened);
    }

    public void Becomes(long id, TopicState state, RegressionEventKind kind)
    {
        _topics[$"r{id}"] = _topics[$"r{id}"] with { State = state };
        Happens(id, kind);
    }

    public void Becomes(long id, string alike)
    {
        _topics[$"r{id}"] = _topics[$"r{id}"] with { Alike = alike };
        Happens(id, RegressionEventKind.Changed);
    }

    public void Happens(long id, RegressionEventKind kind) => _news.Add(new($"r{id}", kind));

    public void Silent(int host, string name, TopicState state = TopicState.Open) =>
        _topics[$"h{host}"] = Topic(
            $"h{host}",
            0,
            name,
            Controller.Notifications.Planning.Topic.OfflineRule,
            state,
            Now
        );

    /// <summary>Plans, and stores what was planned.</summary>
    public void Plan()
    {
        var plan = Planner.Make(Input());
        Store(plan);
        _news.Clear();
    }

    /// <summary>Plans at every second until then.</summary>
    public void Until(TimeSpan sinceStart)
    {
        for (; Now <= Start + sinceStart; Now += TimeSpan.FromSeconds(1))
        {
            Plan();
        }
    }

    public PlanInput Input() =>
        new()
        {
            Now = Now,
            Policy = policy,
            News = [.. _news],
            Topics = _topics.ToImmutableDictionary(),
            Groups =
            [
                .. _groups.Values.Where(group => group.ResolvedAt is null).OrderBy(g => g.Id),
            ],
        };

    private void Store(Plan plan)
    {
        foreach (var group in plan.Groups)
        {
            var stored = group.Id == 0 ? group with { Id = ++_groupIds } : group;
            _groups[stored.Id] = stored;
        }

        Sent.AddRange(plan.Messages);
    }

    private void Put(long id, string host, string alike, TopicState state, DateTimeOffset since) =>
        _topics[$"r{id}"] = Topic($"r{id}", id, host, alike, state, since);

    private static Topic Topic(
        string reference,
        long id,
        string host,
        string alike,
        TopicState state,
        DateTimeOffset since
    ) =>
        new()
        {
            Ref = reference,
            RegressionId = id,
            Host = new HostIdentity(host, ImmutableSortedDictionary<string, string>.Empty),
            Alike = alike,
            Rule = "ssh.config/permit_root_login",
            Severity = Severity.High,
            State = state,
            Since = since,
            Text = new TopicText { Subject = "sshd", Summary = $"{alike} went wrong" },
        };
}
