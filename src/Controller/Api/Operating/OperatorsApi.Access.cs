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
        await RequireHostAsync(request.Host, context.CancellationToken);
        var labels = await LabelsAsync(request.Labels, context.CancellationToken);
        var hosts = reads.AccessAsync(request, labels, context.CancellationToken);
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
        await RequireHostAsync(request.Host, context.CancellationToken);
        var labels = await LabelsAsync(request.Labels, context.CancellationToken);
        var hosts = reads.HostKeysAsync(request.Host, labels, context.CancellationToken);
        await foreach (var host in hosts)
        {
            await responseStream.WriteAsync(host, context.CancellationToken);
        }
    }
}
