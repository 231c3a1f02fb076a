using System.Net;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Probe;

/// <summary>
/// One connection that says no more than an SSH client says first: reads the identification, names itself, reads SSH_MSG_KEXINIT and closes. It attempts no authentication, so sshd logs one
/// line, <c>Connection closed by … [preauth]</c>, and from 9.8 on adds its one second of penalty (sshd_config(5) PerSourcePenalties, noauth): use <see cref="PacedProbe"/>.
/// </summary>
/// <param name="dialer">Opens the connection.</param>
/// <param name="time">The clock of the limits.</param>
public sealed class SshProbe(IDialer dialer, TimeProvider time) : ISshProbe
{
    /// <summary>What is said to a server that named itself.</summary>
    public const string Greeting = "SSH-2.0-Fleet_probe\r\n";

    /// <summary>The most that is read: a whole identification and a packet are far below it.</summary>
    public const int MaxBytes = SshPacket.MaxLength + (64 << 10);

    /// <summary>The longest wait for a connection: two retransmitted SYNs fit (1 s, then 2 s).</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>True: closes as soon as the server has named itself, and says nothing itself.</summary>
    public bool BannerOnly { get; init; }

    /// <summary>The longest wait for all that the server has to say.</summary>
    public TimeSpan TalkLimit { get; init; } = TimeSpan.FromSeconds(5);

    public async ValueTask<SshProbeResult> LookAsync(
        IPEndPoint target,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        var dialled = await DialAsync(target, cancellationToken);
        var result = new SshProbeResult
        {
            Connect = dialled.Outcome,
            Reason = dialled.Reason,
            Local = dialled.Local,
            ConnectTook = time.GetElapsedTime(began),
        };
        if (dialled.Stream is null)
        {
            return result;
        }

        await using (dialled.Stream)
        {
            return await TalkAsync(dialled.Stream, result, cancellationToken);
        }
    }

    private async ValueTask<Dialled> DialAsync(
        IPEndPoint target,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(ConnectLimit, time);
        using var either = Either(limit, cancellationToken);
        try
        {
            return await dialer.ConnectAsync(target, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Dialled(
                ConnectOutcome.TimedOut,
                null,
                null,
                $"no answer within {ConnectLimit.TotalSeconds:0} s"
            );
        }
    }

    private async ValueTask<SshProbeResult> TalkAsync(
        Stream stream,
        SshProbeResult result,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(TalkLimit, time);
        using var either = Either(limit, cancellationToken);
        var conversation = new SshConversation(stream, MaxBytes, BannerOnly);
        var reason = await conversation.RunAsync(either.Token, cancellationToken);
        return result with
        {
            Identification = conversation.Identification,
            Offer = conversation.Offer,
            Reason = reason,
        };
    }

    private static CancellationTokenSource Either(
        CancellationTokenSource limit,
        CancellationToken cancellationToken
    ) => CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
}
