using Fleet.Checks.Probe;

namespace Fleet.Checks.Host.Linux;

/// <summary>Answers the requests about the network.</summary>
internal sealed class NetworkRequests(TimeProvider time, ReachBook? reach)
{
    private readonly NameLookUps _names = new(time);
    private readonly Gateways _gateways = new(new SocketDialer(), time);
    private readonly FleetSshds _fleet = new(reach);

    /// <summary>A reply of the request's type; null: it is not about the network.</summary>
    public async ValueTask<object?> AnswerAsync(
        object request,
        CancellationToken cancellationToken
    ) =>
        request switch
        {
            ListAddresses => AddressTable.Read(),
            ListNeighbours => RouteTables.Neighbours(),
            ListPathMtus => RouteTables.PathMtus(),
            MeasureTcp asked => TcpMeasures.Read(asked),
            ReadKernelLog asked => KernelLog.Read(asked),
            LookUp asked => await _names.AskAsync(asked, cancellationToken),
            AskGateway asked => await _gateways.AskAsync(asked, cancellationToken),
            ListReachTargets => Reply.Ok(new ReachAssignment(reach?.Targets)),
            LookAtFleetSshd asked => await _fleet.LookAsync(asked, cancellationToken),
            _ => null,
        };
}
