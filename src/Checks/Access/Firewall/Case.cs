using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>A condition that the model cannot decide, and which way this case takes it.</summary>
/// <param name="Text">The condition, as the ruleset has it.</param>
/// <param name="Holds">Taken as true or as false.</param>
public readonly record struct Assumption(string Text, bool Holds)
{
    public override string ToString() => Holds ? Text : $"not ({Text})";
}

/// <summary>One way through the ruleset: the packet narrowed to what led here, and what had to be assumed.</summary>
internal sealed record Case(Packet Packet)
{
    /// <summary>Where a packet goes whose new destination is not this host's.</summary>
    public const string AnotherHost = "another host";

    public ImmutableArray<Assumption> Assumptions { get; init; } = [];

    /// <summary>True where limits and the like answer as they do after a quiet time.</summary>
    public bool IsIdle { get; init; } = true;

    /// <summary>Sets that rules changed because of this packet.</summary>
    public ImmutableHashSet<string> ChangedSets { get; init; } = [];

    /// <summary>A rule said notrack in time.</summary>
    public bool IsUntracked { get; init; }

    /// <summary>What connection tracking makes of the packet unless it is told not to look.</summary>
    public UInt128 TrackedAs { get; init; }

    /// <summary>A nat chain has decided for this connection.</summary>
    public bool IsTranslated { get; init; }

    /// <summary>For a later packet of a translated connection: the request as it was translated. The kernel repeats that by itself.</summary>
    public Packet? Translated { get; init; }

    /// <summary>Where the packet goes instead of to this host's own socket; null: it stays.</summary>
    public string? DivertedTo { get; init; }

    /// <summary>The rule that let it pass last.</summary>
    public Decision? LastAccept { get; init; }

    /// <summary>Both ways of a condition that cannot be decided; one that was assumed before is taken the same way again.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="whenIdle">The answer after a quiet time; null: not known even then.</param>
    public Split Assume(string text, bool? whenIdle = null)
    {
        foreach (var before in Assumptions)
        {
            if (before.Text == text)
            {
                return before.Holds ? new Split(this, null) : new Split(null, this);
            }
        }

        return new Split(
            this with
            {
                Assumptions = Assumptions.Add(new Assumption(text, true)),
                IsIdle = IsIdle && whenIdle != false,
            },
            this with
            {
                Assumptions = Assumptions.Add(new Assumption(text, false)),
                IsIdle = IsIdle && whenIdle != true,
            }
        );
    }

    /// <summary>True where nothing but the assumptions tells the two apart.</summary>
    public bool IsLike(Case other) =>
        Packet.Equals(other.Packet)
        && IsUntracked == other.IsUntracked
        && IsTranslated == other.IsTranslated
        && DivertedTo == other.DivertedTo
        && ChangedSets.SetEquals(other.ChangedSets);
}

/// <summary>The cases in which a condition holds and in which it does not; null: there are none.</summary>
internal readonly record struct Split(Case? Yes, Case? No)
{
    public Split Swapped => new(No, Yes);
}

/// <summary>What decided a packet's fate.</summary>
/// <param name="Table">The table's title.</param>
/// <param name="Family">The table's family, as nft writes it.</param>
/// <param name="TableName">The table's name.</param>
/// <param name="Backend">Who manages the table.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Rule">The rule's text, or the policy.</param>
/// <param name="Line">Its line in the listing; 0: a policy.</param>
/// <param name="Handle">Its handle, where the listing shows one.</param>
/// <param name="Path">The chains on the way, the base chain first.</param>
public sealed record Decision(
    string Table,
    TableFamily Family,
    string TableName,
    FirewallBackend Backend,
    string Chain,
    string Rule,
    int Line,
    long? Handle,
    ImmutableArray<string> Path
);
