using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>Who can log in where, and by which keys hosts are known: answers come host by host, however many there are.</content>
public sealed partial class OperatorsApi
{
    public override async Task ListAccess(
        ListAccessRequest request,
        IServerStreamWriter<HostAccess> responseStream,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host);
        var labels = await LabelsAsync(context, request.Labels);
        var hosts = Reads(context).AccessAsync(request, labels, context.CancellationToken);
        await foreach (var host in hosts)
        {
            await responseStream.WriteAsync(host, context.CancellationToken);
        }
    }

    public override async Task ListHostKeys(
        ListHostKeysRequest request,
        IServerStreamWriter<HostKeys> responseStream,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host);
        var labels = await LabelsAsync(context, request.Labels);
        var hosts = Reads(context).HostKeysAsync(request.Host, labels, context.CancellationToken);
        await foreach (var host in hosts)
        {
            await responseStream.WriteAsync(host, context.CancellationToken);
        }
    }

    public override async Task CheckKnownHosts(
        CheckKnownHostsRequest request,
        IServerStreamWriter<ClientKnownHosts> responseStream,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host);
        var labels = await LabelsAsync(context, request.Labels);
        var clients = Reads(context)
            .KnownHostsAsync(request.Host, labels, context.CancellationToken);
        await foreach (var client in clients)
        {
            await responseStream.WriteAsync(client, context.CancellationToken);
        }
    }
}
