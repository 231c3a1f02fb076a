using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Fleet.Controller.Notifications.Sending;

/// <summary>A round of tries: each has its limit, and what fails is tried again a moment later. Never throws for what a receiver does.</summary>
public sealed class PatientChannel : IReceiverChannel
{
    private readonly IReceiverChannel _channel;
    private readonly ResiliencePipeline _limit;
    private readonly ResiliencePipeline<DeliveryOutcome> _again;

    public PatientChannel(IReceiverChannel channel, SendingTimes times, TimeProvider time)
    {
        _channel = channel;
        _limit = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(times.Try)
            .Build();
        var again = new ResiliencePipelineBuilder<DeliveryOutcome> { TimeProvider = time };
        if (times.QuickRetries > 0)
        {
            _ = again.AddRetry(
                new RetryStrategyOptions<DeliveryOutcome>
                {
                    ShouldHandle = new PredicateBuilder<DeliveryOutcome>().HandleResult(outcome =>
                        outcome is { Kind: DeliveryKind.Failed, RetryAfter: null }
                    ),
                    MaxRetryAttempts = times.QuickRetries,
                    Delay = times.QuickDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }
            );
        }

        _again = again.Build();
    }

    public async Task<DeliveryOutcome> SendAsync(
        Delivery delivery,
        CancellationToken cancellationToken
    ) =>
        await _again.ExecuteAsync(
            async cancellation => await TryAsync(delivery, cancellation),
            cancellationToken
        );

    private async Task<DeliveryOutcome> TryAsync(
        Delivery delivery,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _limit.ExecuteAsync(
                async cancellation => await _channel.SendAsync(delivery, cancellation),
                cancellationToken
            );
        }
        catch (TimeoutRejectedException late)
        {
            return DeliveryOutcome.Failed($"no answer within {late.Timeout.TotalSeconds:0.#} s");
        }
        catch (IOException broken)
        {
            return DeliveryOutcome.Failed(broken.Message);
        }
    }
}
