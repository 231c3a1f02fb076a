using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>One look from the place that was named: this machine, a host of the fleet, or an address.</summary>
internal sealed class DiagnosisPlace(
    DiagnosisRun run,
    ControllerClient client,
    TimeProvider time,
    string me,
    LiveGates live
)
{
    private const int DefaultPort = 22;

    /// <summary>Why the fleet was not asked whether it has a host of that name; empty where it was.</summary>
    public string Doubt { get; private set; } = "";

    /// <summary>What makes a look, as often as wanted; null: the place is none.</summary>
    /// <param name="from">As typed.</param>
    /// <param name="target">To where.</param>
    /// <param name="key">The one key to try; null: whatever ssh offers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Func<CancellationToken, Task<Diagnosed>>?> FromAsync(
        string from,
        LoginTarget target,
        string? key,
        CancellationToken cancellationToken
    )
    {
        if (from == DiagnoseWords.Here)
        {
            return cancel => HereAsync(target, key, cancel);
        }

        if (!IPAddress.TryParse(from, out _))
        {
            var fleet = new ServerSide(client, time);
            if (await fleet.ReadAsync([from], cancellationToken) is { } vantage)
            {
                var side = new VantageSide(client, vantage, time);
                return cancel => run.FromAsync(target, side, cancel);
            }

            Doubt = fleet.HasAnswered ? "" : fleet.Doubt;
        }

        return await AddressAsync(from, cancellationToken) is { } source
            ? cancel => ElsewhereAsync(from, source, target, cancel)
            : null;
    }

    private async Task<Diagnosed> HereAsync(
        LoginTarget target,
        string? key,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await run.HereAsync(target, key, live.Show, cancellationToken);
        }
        finally
        {
            live.Clear();
        }
    }

    private async Task<Diagnosed> ElsewhereAsync(
        string from,
        IPAddress source,
        LoginTarget target,
        CancellationToken cancellationToken
    ) =>
        await run.ElsewhereAsync(
            target,
            new LoginQuestion
            {
                Host = target.Host,
                User = target.User ?? me,
                Port = target.Port ?? DefaultPort,
                Address = await AddressAsync(target.Host, cancellationToken),
                Source = source,
                Vantage = from,
                AsOf = time.GetUtcNow(),
            },
            cancellationToken
        );

    private static async Task<IPAddress?> AddressAsync(
        string name,
        CancellationToken cancellationToken
    ) => (await new ClientNetwork().ResolveAsync(name, cancellationToken)).Value?.FirstOrDefault();
}
