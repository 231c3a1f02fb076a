using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Diagnosis;
using Fleet.Controller.Diagnosis.Reach;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>What a vantage host saw of a target.</summary>
/// <param name="Evidence">As the client's side.</param>
/// <param name="Source">Its address as the target sees it; null: not known.</param>
/// <param name="EndPoint">The address it got furthest with, or would dial; null: none is known.</param>
/// <param name="Doubt">Why it did not look; empty where it did.</param>
internal sealed record VantageSeen(
    ClientEvidence Evidence,
    IPAddress? Source,
    IPEndPoint? EndPoint,
    string Doubt
);

/// <summary>Has another host of the fleet look at a target now. That it is offline, refuses or is too busy are answers.</summary>
internal sealed class VantageSide(ControllerClient client, StoredHost vantage, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public string Name => vantage.Name;

    /// <param name="target">The target as the fleet knows it; null: it does not.</param>
    /// <param name="port">The port asked about; null: whichever sshd has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<VantageSeen> LookAsync(
        StoredHost? target,
        int? port,
        CancellationToken cancellationToken
    )
    {
        if (target is null)
        {
            return Blind("agents look at hosts of the fleet alone");
        }

        var (sights, problem) = await AskAsync(target.Name, cancellationToken);
        var wanted = sights.Where(sight => port is null || PortOf(sight) == port).ToList();
        var evidence = VantageEvidence.Of(Name, wanted);
        var best = evidence.Best;
        var at = wanted
            .Select(sight => IPEndPoint.TryParse(sight.Endpoint, out var read) ? read : null)
            .FirstOrDefault(read => read is not null && read.Address.Equals(best?.Address));
        return new(
            evidence,
            best?.Probe.Value?.Local?.Address ?? Own(target, best?.Address),
            at,
            problem.Length > 0 ? problem
                : wanted.Count == 0 ? NoEndPoint(sights, port)
                : wanted.TrueForAll(sight => sight.Outcome.Length == 0) ? wanted[0].Note
                : ""
        );
    }

    private async Task<(IReadOnlyList<ReachLookEntry> Sights, string Problem)> AskAsync(
        string target,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var report = await client.Operators.GetReachAsync(
                new GetReachRequest
                {
                    Host = target,
                    From = { Name },
                    Now = true,
                },
                new CallOptions(
                    deadline: time.GetUtcNow().UtcDateTime + Patience,
                    cancellationToken: cancellationToken
                )
            );
            return (report.Sights, "");
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            return ([], Failure.Of(failure, client).Said);
        }
    }

    private VantageSeen Blind(string why) => new(ClientEvidence.None, Own(null, null), null, why);

    // Where nothing connected, the address that it would take.
    private IPAddress? Own(StoredHost? target, IPAddress? dialled)
    {
        var own = SourceAddresses.Of(
            vantage.Input[SourceAddresses.Check],
            target is null ? [] : DialledSockets.Of(target.Input)
        );
        return own.FirstOrDefault(address => address.AddressFamily == dialled?.AddressFamily)
            ?? own.FirstOrDefault();
    }

    private static int? PortOf(ReachLookEntry sight) =>
        IPEndPoint.TryParse(sight.Endpoint, out var at) ? at.Port : null;

    private static string NoEndPoint(IReadOnlyList<ReachLookEntry> sights, int? port) =>
        sights.Count == 0 || port is null
            ? "it is not known where the host's sshd listens"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"agents look only where sshd is known to listen, and that is not port {port}"
            );
}
