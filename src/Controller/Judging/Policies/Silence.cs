namespace Fleet.Controller.Judging.Policies;

/// <summary>No notifications for a while. What happens is recorded and shown as silenced.</summary>
/// <param name="Name">What it is called: <c>patch-night</c>, or an operator's <c>silence 7</c>.</param>
/// <param name="Hosts">Where.</param>
/// <param name="Rule">A rule's id or a fact key's pattern; empty: everything.</param>
/// <param name="Reason">Why.</param>
/// <param name="Window">When.</param>
public sealed record Silence(
    string Name,
    HostSelector Hosts,
    string Rule,
    string Reason,
    SilenceWindow Window
);

/// <summary>When a silence holds. Pure: the same moment gives the same answer for ever.</summary>
public abstract record SilenceWindow
{
    /// <summary>Does it hold?</summary>
    public abstract bool Holds(DateTimeOffset at);

    /// <summary>The first moment after <paramref name="at"/> at which the answer of <see cref="Holds"/> may be another; null: never.</summary>
    public abstract DateTimeOffset? NextChange(DateTimeOffset at);

    /// <summary>Once. The end itself is no longer silent.</summary>
    public sealed record Once(DateTimeOffset From, DateTimeOffset Until) : SilenceWindow
    {
        public override bool Holds(DateTimeOffset at) => at >= From && at < Until;

        public override DateTimeOffset? NextChange(DateTimeOffset at) =>
            at < From ? From
            : at < Until ? Until
            : null;
    }
}
