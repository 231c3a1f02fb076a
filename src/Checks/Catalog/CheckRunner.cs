using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog;

/// <summary>Runs a check: measures it, holds it to its deadline, and turns an exception into "unknown". The check itself does none of this.</summary>
/// <param name="host">The host that is examined.</param>
/// <param name="surprised">Told of an exception that was no deadline, for the log.</param>
public sealed class CheckRunner(IHost host, Action<Check, Exception>? surprised = null)
{
    /// <summary>One run.</summary>
    /// <param name="check">The check.</param>
    /// <param name="cursor">What its previous run left in <see cref="Observation.Cursor"/>; empty on the first.</param>
    /// <param name="cancellationToken">Ends the whole run, not only this check.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<Observation> RunAsync(
        Check check,
        string cursor,
        CancellationToken cancellationToken
    )
    {
        var declared = check.Declaration;
        var began = host.Time.GetTimestamp();
        using var deadline = new CancellationTokenSource(declared.Deadline, host.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            var seen = new ObservationBuilder { Cursor = cursor };
            await check.CollectAsync(new Collection(host, cursor), seen, both.Token);
            return seen.Build(declared.Id, declared.Version, host.Time.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(
                declared,
                cursor,
                $"deadline of {declared.Deadline.TotalSeconds:0} s passed",
                began
            );
        }
        catch (Exception surprise) when (surprise is not OperationCanceledException)
        {
            surprised?.Invoke(check, surprise);
            return Failed(
                declared,
                cursor,
                $"internal_error: {surprise.GetType().Name}: {surprise.Message}",
                began
            );
        }
    }

    private Observation Failed(
        CheckDeclaration declared,
        string cursor,
        string reason,
        long began
    ) =>
        new()
        {
            Check = declared.Id,
            CheckVersion = declared.Version,
            Status = RunStatus.Failed,
            Reason = reason,
            Cursor = cursor,
            Took = host.Time.GetElapsedTime(began),
        };
}
