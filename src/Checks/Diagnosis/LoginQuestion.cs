using System.Net;

namespace Fleet.Checks.Diagnosis;

/// <summary>What a diagnosis is about: may this user, from there, log in here?</summary>
public sealed record LoginQuestion
{
    /// <summary>The host as it was named; commands for the client use it.</summary>
    public required string Host { get; init; }

    /// <summary>The account on the host.</summary>
    public required string User { get; init; }

    /// <summary>The port that is dialled.</summary>
    public int Port { get; init; } = 22;

    /// <summary>The address that is dialled; null where no name was resolved.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The client's address as the host sees it; null where it is not known.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The port from which the client connected, by which the host's log lines are its own; 0: not known.</summary>
    public int SourcePort { get; init; }

    /// <summary>The vantage of who asks from where they sit.</summary>
    public const string Here = "this machine";

    /// <summary>Where it is asked from, for people: <c>this machine</c>, a host's name.</summary>
    public string Vantage { get; init; } = Here;

    /// <summary>True where the client is the machine of who asks.</summary>
    public bool IsHere => Vantage == Here;

    /// <summary>SHA256 fingerprints of the keys that the client offers, in its order; empty: not known, or none.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>When the client began to look; null: not known. The host's lines before it are about other attempts.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The time of the answer.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
