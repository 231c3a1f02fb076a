using Fleet.Checks.Catalog;
using Fleet.Controller.History.Policies;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Cli.Serving;

/// <summary>The policy that is in force when a controller has started: the newest that is stored, or the file it is started with, which then becomes the newest.</summary>
internal static class PolicyAtStart
{
    /// <summary>Who applied a policy that a controller was started with.</summary>
    public const string By = "serve --policy";

    /// <param name="store">What was applied before.</param>
    /// <param name="given">The file; null: none was named.</param>
    /// <param name="time">The controller's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CannotStartException">What is stored is not understood by this version, and no file stands in for it.</exception>
    public static async Task<FleetPolicy> LoadAsync(
        PolicyStore store,
        GivenPolicy? given,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var newest = await store.NewestAsync(cancellationToken);
        if (given is not null && !string.Equals(given.Text, newest?.Text, StringComparison.Ordinal))
        {
            newest = await StoreAsync(store, given, newest?.Id ?? 0, time, cancellationToken);
        }

        if (newest is null)
        {
            return FleetPolicy.BuiltIn;
        }

        var reading = PolicyFile.Read(newest.Text, newest.File, CheckCatalog.BuiltIn);
        PolicySource.RequireValid(
            reading,
            $"version {newest.Id} of the policy is not understood by this version; start with a corrected one by --policy FILE: "
        );
        return reading.Policy! with { Version = newest.Id };
    }

    private static async Task<PolicyRow> StoreAsync(
        PolicyStore store,
        GivenPolicy given,
        long newest,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var row = new PolicyRow
        {
            Id = newest + 1,
            AppliedAt = time.GetUtcNow(),
            By = By,
            Reason = $"the controller was started with {given.File}",
            File = given.File,
            Text = given.Text,
        };
        _ = await store.AddAsync(row, newest, cancellationToken);
        return row;
    }
}
