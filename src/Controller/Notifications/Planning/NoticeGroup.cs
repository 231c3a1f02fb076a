using System.Collections.Immutable;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>What one receiver is told as one. Immutable; stored after every step.</summary>
public sealed record NoticeGroup
{
    /// <summary>Its row; 0: not stored yet.</summary>
    public long Id { get; init; }

    /// <summary>What its first member is alike to. Others are alike to it, or belong to the same occasions.</summary>
    public required string Key { get; init; }

    public required string Receiver { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null: it lives.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it must be looked at again; null: only when something happens.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>How often its receiver was told.</summary>
    public int Told { get; init; }

    /// <summary>Escalations made.</summary>
    public int Escalated { get; init; }

    public DateTimeOffset? FirstToldAt { get; init; }

    public DateTimeOffset? LastToldAt { get; init; }

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<NoticeMember> Members { get; init; } = [];

    public NoticeGroup Ended(DateTimeOffset now) => this with { ResolvedAt = now, NextAt = null };
}

/// <param name="Ref">The topic.</param>
/// <param name="Since">When it began: what is far from the others begins a group of its own.</param>
/// <param name="Told">The receiver has heard of it.</param>
/// <param name="Alike">What it was alike to when it came.</param>
/// <param name="Occasion">What it was a part of.</param>
public sealed record NoticeMember(
    string Ref,
    DateTimeOffset Since,
    bool Told,
    string Alike,
    string Occasion
);
