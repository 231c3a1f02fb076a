using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>What became of a way to log in.</summary>
public enum AccessTurn
{
    Unspecified = 0,

    /// <summary>It led in, and no longer does.</summary>
    Lost,

    /// <summary>It did not lead in, and does now.</summary>
    Gained,

    /// <summary>It led in, or may have; whether it still does is not known.</summary>
    Perhaps,
}

/// <summary>One way to log in that opened or closed. Texts are the host's, raw.</summary>
/// <param name="Account">The account.</param>
/// <param name="IsRoot">Its number is 0.</param>
/// <param name="Method"><c>key</c>, <c>certificate</c>, <c>password</c> and so on.</param>
/// <param name="Fingerprint">Of the key, or of the authority; empty for methods without.</param>
/// <param name="Comment">What stands behind the key; it proves nothing.</param>
/// <param name="Turn">What became of it.</param>
/// <param name="IsWhole">From everywhere it led in from, or leads in from; false: from some addresses only.</param>
/// <param name="Why">What refuses it now, or refused it before; empty: not known.</param>
/// <param name="Keyword">sshd's keyword that decides; empty: another thing does.</param>
public sealed record PrincipalChange(
    string Account,
    bool IsRoot,
    string Method,
    string Fingerprint,
    string Comment,
    AccessTurn Turn,
    bool IsWhole,
    string Why,
    string Keyword
);

/// <summary>Who lost and gained access with a regression: the access matrix before it against the one after it.</summary>
public sealed record Impact
{
    /// <summary>Nobody, or nothing is known.</summary>
    public static Impact None { get; } = new();

    /// <summary>Why nobody at all can connect any more: sshd is down or does not listen; empty: somebody can.</summary>
    public string Everybody { get; init; } = "";

    /// <summary>Ports that sshd left while it still listens on others.</summary>
    public ImmutableArray<int> PortsClosed { get; init; } = [];

    public ImmutableArray<int> PortsOpened { get; init; } = [];

    /// <summary>Somebody could log in before, and no account can be logged in to any more.</summary>
    public bool NobodyLeft { get; init; }

    /// <summary>Accounts that could be logged in to before, and cannot be in any way any more; sorted.</summary>
    public ImmutableArray<string> LockedOut { get; init; } = [];

    /// <summary>Each way to log in that opened or closed; losses first, then by account.</summary>
    public ImmutableArray<PrincipalChange> Principals { get; init; } = [];

    /// <summary>Accounts that lost a way in, or every one.</summary>
    [JsonIgnore]
    public IEnumerable<string> Losers =>
        LockedOut.Union(With(AccessTurn.Lost), StringComparer.Ordinal);

    /// <summary>Accounts that somebody can log in to who could not before.</summary>
    [JsonIgnore]
    public IEnumerable<string> Gainers => With(AccessTurn.Gained);

    [JsonIgnore]
    public bool IsNone =>
        Everybody.Length == 0
        && !NobodyLeft
        && LockedOut.IsEmpty
        && Principals.IsEmpty
        && PortsClosed.IsEmpty
        && PortsOpened.IsEmpty;

    /// <summary>What outranks what: 5 nobody gets in, 4 an account is locked out or a port closed, 3 a way in is lost, 2 a way in is gained, 1 perhaps, 0 nobody is concerned.</summary>
    [JsonIgnore]
    public int Rank =>
        Everybody.Length > 0 || NobodyLeft ? 5
        : !LockedOut.IsEmpty || !PortsClosed.IsEmpty ? 4
        : With(AccessTurn.Lost).Any() ? 3
        : Gainers.Any() ? 2
        : IsNone ? 0
        : 1;

    private IEnumerable<string> With(AccessTurn turn) =>
        Principals
            .Where(one => one.Turn == turn)
            .Select(one => one.Account)
            .Distinct(StringComparer.Ordinal);
}
