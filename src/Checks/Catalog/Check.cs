using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog;

/// <summary>A named examination of a host: collects, has no opinions. One small file each.</summary>
public abstract class Check
{
    /// <summary>What it is: id, texts, keys, schedule.</summary>
    public abstract CheckDeclaration Declaration { get; }

    /// <summary>How its facts are judged.</summary>
    public abstract ImmutableArray<Rule> Rules { get; }

    /// <summary>Looks, and writes what it sees into <paramref name="seen"/>. What it could not read it covers as unreadable; it may throw only for surprises.</summary>
    public abstract ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    );

    /// <summary>A few words on what it saw, shown where nothing is wrong (<c>0.0.0.0:22 [::]:22</c>). Raw text from hosts may be inside.</summary>
    public virtual string Brief(CheckFacts facts) => "";
}

/// <summary>What a run of a check gets.</summary>
/// <param name="Host">The host to ask.</param>
/// <param name="Cursor">What the previous run left in <see cref="ObservationBuilder.Cursor"/>; empty on the first.</param>
public sealed record Collection(IHost Host, string Cursor);

/// <summary>A check's metadata: data, not code.</summary>
public sealed record CheckDeclaration
{
    /// <summary>Stable id, such as <c>ssh.config</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Raised when the keys or their meaning change: keys first seen with a new version are adopted silently.</summary>
    public required int Version { get; init; }

    /// <summary>One line: what it looks at.</summary>
    public required string Title { get; init; }

    /// <summary>A paragraph for the docs page: what it reads, who cares, what it cannot see.</summary>
    public required string Description { get; init; }

    /// <summary>How often it runs unless an assignment says otherwise.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The most one run may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Every key it can report.</summary>
    public required ImmutableArray<KeyDeclaration> Keys { get; init; }

    /// <summary>What it needs for a full answer.</summary>
    public required ImmutableArray<Capability> Needs { get; init; }
}

/// <summary>Whether a change of a key matters by itself.</summary>
public enum KeyUse
{
    Unspecified = 0,

    /// <summary>Drift matters.</summary>
    Watched,

    /// <summary>Kept and searchable; its change is history, not news.</summary>
    Inventory,
}

/// <summary>One kind of key a check reports.</summary>
/// <param name="Pattern">As <see cref="FactKey.Matches(string, string)"/> reads it: <c>authorized_key/*/**</c>.</param>
/// <param name="Use">Watched or inventory.</param>
/// <param name="Meaning">For the docs page.</param>
/// <param name="Example">A value, for the docs page.</param>
/// <param name="CausedBy">A rule id: while that rule fails on the host, drift of this key is its consequence (sshd stopped: no listener either) and attaches to it.</param>
public sealed record KeyDeclaration(
    string Pattern,
    KeyUse Use,
    string Meaning,
    string Example,
    string? CausedBy = null
);
