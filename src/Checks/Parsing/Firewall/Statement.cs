using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>One part of a rule. What never matters for a packet's fate (counter, log) is not kept.</summary>
public abstract record Statement;

/// <summary>Goes on where the packet's field is what the operand says; otherwise the rule ends.</summary>
public sealed record MatchStatement(Selector Selector, MatchOperator Operator, Operand Operand)
    : Statement;

/// <summary>Ends the rule with a verdict.</summary>
public sealed record VerdictStatement(Verdict Verdict) : Statement;

/// <summary>Ends the rule with the verdict that the map has for the field; a field that is not in the map only ends the rule.</summary>
public sealed record VerdictMapStatement(Selector Selector, Operand Map) : Statement;

/// <summary>A condition whose answer depends on what went before (limits, recent lists, quotas) or on chance.</summary>
/// <param name="Text">As listed.</param>
/// <param name="WhenIdle">The answer for the first packet after a quiet time; null where chance or something unseen decides.</param>
public sealed record StatefulStatement(string Text, bool? WhenIdle) : Statement;

/// <summary>Sets the packet's or the connection's mark: <c>(From and And) xor Xor</c>.</summary>
/// <param name="Field">Which mark.</param>
/// <param name="From">The field it is made from; null: zero.</param>
/// <param name="And">Mask.</param>
/// <param name="Xor">Bits that are flipped then.</param>
/// <param name="IsKnown">False where the value comes from something that is not modelled.</param>
public sealed record SetMarkStatement(
    PacketField Field,
    PacketField? From,
    UInt128 And,
    UInt128 Xor,
    bool IsKnown = true
) : Statement;

/// <summary>Takes the packet out of connection tracking.</summary>
public sealed record NotrackStatement : Statement;

/// <summary>Changes where the connection goes to or comes from; ends the chain.</summary>
/// <param name="Kind">Which change.</param>
/// <param name="Address">The new address or range; null: unchanged, or this host for a redirect.</param>
/// <param name="Port">The new port or range; null: unchanged.</param>
/// <param name="Key">Where a map gives the target: what is looked up.</param>
/// <param name="Map">The map.</param>
public sealed record NatStatement(
    NatKind Kind,
    string? Address,
    string? Port,
    Selector? Key = null,
    Operand? Map = null
) : Statement;

/// <summary>What a NAT statement changes.</summary>
public enum NatKind
{
    Unspecified = 0,

    /// <summary>The destination.</summary>
    Destination,

    /// <summary>The destination becomes this host.</summary>
    Redirect,

    /// <summary>The source.</summary>
    Source,

    /// <summary>Another process on this host takes the packet (tproxy).</summary>
    Proxy,
}

/// <summary>Writes the destination address or port into the packet itself.</summary>
/// <param name="Field">What is overwritten.</param>
/// <param name="Values">What it can become; empty: not known.</param>
public sealed record RewriteStatement(PacketField Field, ImmutableArray<string> Values) : Statement;

/// <summary>Adds to or deletes from a named set: later answers of that set depend on it.</summary>
public sealed record ChangeSetStatement(string Set) : Statement;

/// <summary>Something that is not modelled.</summary>
/// <param name="Text">As listed.</param>
/// <param name="IsCondition">True where it can only let the rule go on or end it; false where it could decide the packet's fate.</param>
public sealed record OpaqueStatement(string Text, bool IsCondition) : Statement;

/// <summary>What happens to a packet, as a rule says it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Chain">The chain of a jump or goto.</param>
/// <param name="Reject">The answer of a reject.</param>
public sealed record Verdict(VerdictKind Kind, string? Chain = null, RejectWith? Reject = null);

/// <summary>The kinds of verdict.</summary>
public enum VerdictKind
{
    Unspecified = 0,
    Accept,
    Drop,
    Reject,
    Jump,
    Goto,
    Return,

    /// <summary>The next rule.</summary>
    Continue,

    /// <summary>A program decides.</summary>
    Queue,
}

/// <summary>How a rule's operand is compared.</summary>
public enum MatchOperator
{
    Unspecified = 0,

    /// <summary>No operator is written: equal, and for flags "has any of them".</summary>
    Implicit,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary><c>!</c>: has none of these flags.</summary>
    NoneOf,
}
