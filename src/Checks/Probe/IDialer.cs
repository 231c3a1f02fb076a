using System.Net;

namespace Fleet.Checks.Probe;

/// <summary>Opens TCP connections.</summary>
public interface IDialer
{
    /// <summary>One attempt. How it failed is a value.</summary>
    /// <exception cref="OperationCanceledException">The attempt was given up.</exception>
    ValueTask<Dialled> ConnectAsync(IPEndPoint target, CancellationToken cancellationToken);
}

/// <summary>How an attempt ended.</summary>
/// <param name="Outcome">What the kernel said.</param>
/// <param name="Stream">The connection where there is one; whoever asked disposes it. Reading and writing throw <see cref="IOException"/> where the peer resets it.</param>
/// <param name="Local">This end of it.</param>
/// <param name="Reason">The kernel's words where there is none.</param>
public sealed record Dialled(
    ConnectOutcome Outcome,
    Stream? Stream,
    IPEndPoint? Local,
    string Reason
);
