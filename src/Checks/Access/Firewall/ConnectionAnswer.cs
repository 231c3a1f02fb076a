using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>A packet's fate.</summary>
public enum PacketFate
{
    Unspecified = 0,

    /// <summary>It reaches the socket, and the answer reaches the client.</summary>
    Accept,
    Drop,
    Reject,

    /// <summary>It is sent to another host or process: this host's socket never sees it.</summary>
    Divert,

    /// <summary>The model cannot tell; the reason is said.</summary>
    Unknown,
}

/// <summary>What a client on Linux sees of it (connect(2)).</summary>
public enum ClientSymptom
{
    Unspecified = 0,
    Open,

    /// <summary>ECONNREFUSED.</summary>
    Refused,

    /// <summary>ETIMEDOUT.</summary>
    Timeout,

    /// <summary>EHOSTUNREACH.</summary>
    NoRouteToHost,

    /// <summary>ENETUNREACH.</summary>
    NetworkUnreachable,

    /// <summary>EACCES.</summary>
    PermissionDenied,

    /// <summary>ENOPROTOOPT.</summary>
    ProtocolNotAvailable,

    /// <summary>Not known.</summary>
    Unknown,
}

/// <summary>Which packet decided.</summary>
public enum ConnectionStage
{
    Unspecified = 0,

    /// <summary>The neighbour's question for this host's link address (ARP, or IPv6 neighbour discovery), or its answer.</summary>
    Neighbour,

    /// <summary>The client's first packet.</summary>
    Request,

    /// <summary>This host's answer to it.</summary>
    Answer,
}

/// <summary>What becomes of the connection from some of the sources.</summary>
public sealed record ConnectionEnd
{
    public required PacketFate Fate { get; init; }

    public required ClientSymptom Symptom { get; init; }

    public required ConnectionStage Stage { get; init; }

    /// <summary>The sources for which this holds.</summary>
    public required IntervalSet Sources { get; init; }

    /// <summary>The rule or policy that decided; null: nothing stood in the way.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What had to be assumed.</summary>
    public ImmutableArray<Assumption> Assumptions { get; init; } = [];

    /// <summary>True where limits and the like answer as they do after a quiet time.</summary>
    public bool IsIdle { get; init; } = true;

    /// <summary>The port that gets the packet in the end.</summary>
    public IntervalSet Port { get; init; } = IntervalSet.Empty;

    /// <summary>For an accept: the rule that loses every later packet of the connection; the client is connected and hears nothing. Null: none does for certain.</summary>
    public Decision? LaterLoss { get; init; }

    /// <summary>Why it is unknown, or where it is sent instead.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What happens to new connections, by source.</summary>
/// <param name="Ends">Every way it can end; together they cover every source.</param>
public sealed record ConnectionAnswer(ImmutableArray<ConnectionEnd> Ends)
{
    /// <summary>The outcome where there is but one; otherwise unknown.</summary>
    public PacketFate Fate => Only(Ends.Select(end => end.Fate), PacketFate.Unknown);

    /// <summary>What the client sees where there is but one possibility; otherwise unknown.</summary>
    public ClientSymptom Symptom => Only(Ends.Select(end => end.Symptom), ClientSymptom.Unknown);

    /// <summary>What the client sees of the first connection after a quiet time: limits have room, lists of recent sources are empty.</summary>
    public ClientSymptom SymptomWhenIdle =>
        Only(Ends.Where(end => end.IsIdle).Select(end => end.Symptom), ClientSymptom.Unknown);

    /// <summary>The sources of all ends with this fate.</summary>
    public IntervalSet Sources(PacketFate fate) =>
        IntervalSet.Union(Ends.Where(end => end.Fate == fate).Select(end => end.Sources));

    private static T Only<T>(IEnumerable<T> all, T otherwise)
    {
        var distinct = all.Distinct().Take(2).ToList();
        return distinct is [var one] ? one : otherwise;
    }
}
