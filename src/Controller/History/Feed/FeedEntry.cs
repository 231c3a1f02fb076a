using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Feed;

/// <summary>Something that happened.</summary>
/// <param name="At">When, by the records' time.</param>
/// <param name="HostId">To which host; null: to none in particular.</param>
public abstract record FeedEntry(DateTimeOffset At, int? HostId)
{
    /// <summary>The position behind it.</summary>
    public abstract FeedPosition After(FeedPosition before);

    /// <summary>A step in a regression's life, with the regression as it is now; null: it is no longer kept.</summary>
    public sealed record OfRegression(RegressionEventRow Step, RegressionRow? About)
        : FeedEntry(Step.At, Step.HostId)
    {
        public override FeedPosition After(FeedPosition before) =>
            before with
            {
                Regressions = Step.Id,
            };
    }

    /// <summary>A host is heard of in another way.</summary>
    public sealed record OfLink(LinkSpanRow Span) : FeedEntry(Span.From, Span.HostId)
    {
        public override FeedPosition After(FeedPosition before) => before with { Links = Span.Id };
    }

    /// <summary>A sweep began, or ended.</summary>
    public sealed record OfSweep(SweepRow Sweep, bool IsEnd)
        : FeedEntry(IsEnd ? Sweep.EndedAt ?? Sweep.StartedAt : Sweep.StartedAt, HostId: null)
    {
        public override FeedPosition After(FeedPosition before) =>
            IsEnd
                ? before with
                {
                    Running = before.Running.Remove(Sweep.Id),
                }
                : before with
                {
                    Sweeps = Sweep.Id,
                    Running = before.Running.Add(Sweep.Id),
                };
    }

    /// <summary>A policy was applied.</summary>
    public sealed record OfPolicy(PolicyRow Policy) : FeedEntry(Policy.AppliedAt, HostId: null)
    {
        public override FeedPosition After(FeedPosition before) =>
            before with
            {
                Policies = Policy.Id,
            };
    }
}
