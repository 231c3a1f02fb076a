using Fleet.Agent.Enrolment;
using Fleet.Protos.Trust;
using Fleet.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Fleet.Agent.Link;

/// <summary>What the link is doing, for those who look.</summary>
/// <param name="IsConnected">The controller has welcomed the stream.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Why">Why it is not connected; empty: it is, or nothing was tried yet.</param>
public sealed record LinkState(bool IsConnected, DateTimeOffset Since, string Why);

/// <summary>
/// Keeps a stream to the controller, for ever. Tries again with exponential backoff and full jitter (any time between none and the backoff, so that a fleet does not
/// come back in waves), which starts over after a welcome. Where the certificate is not honoured it says so plainly, asks for another, and goes on slowly.
/// </summary>
public sealed partial class ControllerLink(
    Renewal renewal,
    LinkSession session,
    TimeProvider time,
    Random random,
    ILogger log
)
{
    /// <summary>The longest wait between two tries.</summary>
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private LinkState _state = new(false, time.GetUtcNow(), "");

    /// <summary>Told after each change of <see cref="State"/>.</summary>
    public Action Changed { get; init; } = () => { };

    public LinkState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pipeline = Pipeline();
        while (true)
        {
            var end = await pipeline.ExecuteAsync(
                async token => await OneSessionAsync(token),
                cancellationToken
            );
            Lost(log, end.Why);
            Become(false, end.Why);
            var wait = end.ComeBackAfter is { } asked
                ? asked + (FirstBackoff * random.NextDouble())
                : FirstBackoff * random.NextDouble();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>How long to wait before a try.</summary>
    /// <param name="failures">How many tries have failed in a row, from 0.</param>
    /// <param name="refused">Somebody answered and said no: that is not soon over.</param>
    /// <param name="share">Anywhere in [0, 1).</param>
    public static TimeSpan Backoff(int failures, bool refused, double share)
    {
        if (refused)
        {
            return LongestBackoff * (0.5 + (share / 2));
        }

        var longest = FirstBackoff * Math.Pow(2, Math.Min(failures, 10));
        return (longest < LongestBackoff ? longest : LongestBackoff) * share;
    }

    private ResiliencePipeline<SessionEnd> Pipeline() =>
        new ResiliencePipelineBuilder<SessionEnd> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<SessionEnd>
                {
                    MaxRetryAttempts = int.MaxValue,
                    ShouldHandle = static args =>
                        ValueTask.FromResult(
                            args.Outcome.Exception is LinkLostException or LinkRefusedException
                        ),
                    DelayGenerator = args =>
                        ValueTask.FromResult<TimeSpan?>(
                            Backoff(
                                args.AttemptNumber,
                                args.Outcome.Exception is LinkRefusedException,
                                random.NextDouble()
                            )
                        ),
                    OnRetry = args =>
                    {
                        Failed(args.Outcome.Exception!.Message, args.RetryDelay);
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    private async Task<SessionEnd> OneSessionAsync(CancellationToken cancellationToken)
    {
        using var channel = ControllerChannel.As(renewal.Current, time);
        try
        {
            return await session.RunAsync(
                channel.Client,
                welcome => Welcomed(welcome, channel.Trust),
                cancellationToken
            );
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw await MeaningAsync(failure, channel.Trust, cancellationToken);
        }
        catch (Exception broken)
            when (broken is IOException or HttpRequestException or InvalidOperationException
                && !cancellationToken.IsCancellationRequested
            )
        {
            throw new LinkLostException(broken.Message, broken);
        }
    }

    /// <summary>
    /// A controller that does not honour a certificate may say so, or just hang up during the handshake. Asking for a new certificate tells which: it is
    /// given, or refused with the reason, or nobody is there.
    /// </summary>
    private async Task<Exception> MeaningAsync(
        RpcException failure,
        ServerTrust trust,
        CancellationToken cancellationToken
    )
    {
        var meaning = Asked.Failed(failure, trust, renewal.Current.Controller);
        if (trust.Problem != "")
        {
            return new LinkRefusedException(meaning.Why, failure);
        }

        if (meaning is Asked.Unreachable && IsSocketFailure(failure))
        {
            return new LinkLostException(meaning.Why, failure);
        }

        return await renewal.RenewAsync(cancellationToken) switch
        {
            Asked.Granted => new LinkLostException(
                $"{meaning.Why} (the certificate has been renewed meanwhile)",
                failure
            ),
            Asked.Refused refused => new LinkRefusedException(
                $"this agent's certificate is not honoured: {refused.Why}",
                failure
            ),
            _ => new LinkLostException(meaning.Why, failure),
        };
    }

    private static bool IsSocketFailure(RpcException failure)
    {
        for (
            var cause = failure.Status.DebugException;
            cause is not null;
            cause = cause.InnerException
        )
        {
            if (cause is System.Net.Sockets.SocketException)
            {
                return true;
            }
        }

        return false;
    }

    private void Welcomed(Welcome welcome, ServerTrust trust)
    {
        Connected(log, welcome.HostName, renewal.Current.Controller, welcome.NextSeq);
        if (trust.Remark != "")
        {
            Odd(log, trust.Remark);
        }

        Become(true, "");
    }

    private void Failed(string why, TimeSpan wait)
    {
        if (State.Why != why)
        {
            NoLink(log, why, wait.TotalSeconds);
        }

        Become(false, why);
    }

    private void Become(bool isConnected, string why)
    {
        lock (_lock)
        {
            var since = _state.IsConnected == isConnected ? _state.Since : time.GetUtcNow();
            _state = new LinkState(isConnected, since, why);
        }

        Changed();
    }

    [LoggerMessage(
        301,
        LogLevel.Information,
        "connected to {Controller} as {HostName}; sending from record {NextSeq}"
    )]
    private static partial void Connected(
        ILogger log,
        string hostName,
        string controller,
        ulong nextSeq
    );

    [LoggerMessage(302, LogLevel.Warning, "the stream ended: {Why}")]
    private static partial void Lost(ILogger log, string why);

    [LoggerMessage(
        303,
        LogLevel.Warning,
        "not connected: {Why}; next try in {Seconds:0.0} s, then without a word until something changes"
    )]
    private static partial void NoLink(ILogger log, string why, double seconds);

    [LoggerMessage(304, LogLevel.Warning, "the controller is believed by its pin, but {Remark}")]
    private static partial void Odd(ILogger log, string remark);
}
