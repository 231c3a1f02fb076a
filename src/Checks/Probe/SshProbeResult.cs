using System.Net;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Probe;

/// <summary>What a client learns from one connection before encryption.</summary>
public sealed record SshProbeResult
{
    /// <summary>How connecting ended.</summary>
    public required ConnectOutcome Connect { get; init; }

    /// <summary>How the server names itself; null where it did not get that far.</summary>
    public SshIdentification? Identification { get; init; }

    /// <summary>What it offers; null where it did not get that far.</summary>
    public KexInit? Offer { get; init; }

    /// <summary>Why there is no offer; empty where there is. Raw text from the server may be inside.</summary>
    public string Reason { get; init; } = "";

    /// <summary>This end of the connection, by which sshd's log lines about it are known; null where there was none.</summary>
    public IPEndPoint? Local { get; init; }

    /// <summary>From the first packet to the connection, or to its failure.</summary>
    public TimeSpan ConnectTook { get; init; }
}

/// <summary>Looks at an SSH server from outside.</summary>
public interface ISshProbe
{
    /// <summary>One look. Whatever the server does is a value.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<SshProbeResult> LookAsync(IPEndPoint target, CancellationToken cancellationToken);
}
