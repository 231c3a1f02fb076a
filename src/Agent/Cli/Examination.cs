using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Agent.Cli;

/// <summary>Runs checks once, a few at a time, and judges what they saw with the built-in policy.</summary>
/// <param name="host">The host to examine.</param>
/// <param name="surprised">Told of a check that threw.</param>
internal sealed class Examination(IHost host, Action<Check, Exception> surprised)
{
    private const int AtOnce = 4;

    public async Task<HostReport> RunAsync(
        ImmutableArray<Check> checks,
        CancellationToken cancellationToken
    )
    {
        var shared = new SharedAnswers(host);
        var runner = new CheckRunner(shared, surprised);
        var title = HostTitle.ReadAsync(shared, cancellationToken);
        var observations = new Observation[checks.Length];
        await Parallel.ForAsync(
            0,
            checks.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = cancellationToken,
            },
            async (i, token) => observations[i] = await runner.RunAsync(checks[i], "", token)
        );
        var input = ObservedHost.Input([.. observations], Policy.BuiltIn, host.Time.GetUtcNow());
        return ObservedHost.Report(await title, checks, input);
    }
}
