using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Enrolment;

/// <summary>Keeps the certificate young: renews at half its life, give or take a tenth of it, and when somebody says that it is not honoured.</summary>
public sealed partial class Renewal(
    Membership membership,
    MembershipStore store,
    TimeProvider time,
    Random random,
    ILogger log
)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>With the newest certificate.</summary>
    public Membership Current { get; private set; } = membership;

    /// <summary>When to renew a certificate that is valid over this time.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="until">Its end.</param>
    /// <param name="share">Anywhere in [0, 1): spreads a fleet that joined at once over a fifth of a lifetime.</param>
    public static DateTimeOffset DueAt(DateTimeOffset from, DateTimeOffset until, double share) =>
        from + ((until - from) * (0.4 + (0.2 * share)));

    /// <summary>Renews when due, for ever. Short waits: the wall clock may be set while we wait.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var share = random.NextDouble();
        while (true)
        {
            var wait = LookAgain;
            if (time.GetUtcNow() >= DueAt(Current.ValidFrom, Current.ValidUntil, share))
            {
                var done = await RenewAsync(cancellationToken);
                wait = done is Asked.Granted ? LookAgain : TryAgain * (0.5 + random.NextDouble());
                share = random.NextDouble();
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Renews now.</summary>
    public async Task<Asked> RenewAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var answer = await new Enroller(time).RenewAsync(Current, cancellationToken);
            switch (answer)
            {
                case Asked.Granted granted:
                    store.SaveCertificate(granted.Membership);
                    Current = granted.Membership;
                    Renewed(log, Current.ValidUntil);
                    break;
                case Asked.Refused refused:
                    Refused(log, refused.Why);
                    break;
                case Asked.Unreachable unreachable:
                    NotYet(log, unreachable.Why, Current.ValidUntil);
                    break;
                default:
                    throw new InvalidOperationException($"no such answer: {answer}");
            }

            return answer;
        }
        finally
        {
            _one.Release();
        }
    }

    [LoggerMessage(
        101,
        LogLevel.Information,
        "the certificate was renewed and is good until {Until:u}"
    )]
    private static partial void Renewed(ILogger log, DateTimeOffset until);

    [LoggerMessage(
        102,
        LogLevel.Error,
        "the controller does not renew this host's certificate: {Why}"
    )]
    private static partial void Refused(ILogger log, string why);

    [LoggerMessage(
        103,
        LogLevel.Warning,
        "the certificate, good until {Until:u}, could not be renewed yet: {Why}"
    )]
    private static partial void NotYet(ILogger log, string why, DateTimeOffset until);
}
