using Fleet.Interop.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Fleet.Interop.Tests.Host;

/// <summary>Does what <c>interop.proto</c> says, with the official server's engine.</summary>
public sealed class InteropService(FateBook fates) : Interop.V1.Interop.InteropBase
{
    public override Task<EchoReply> Echo(EchoRequest request, ServerCallContext context) =>
        Task.FromResult(new EchoReply { Payload = request.Payload });

    public override async Task<Tally> Collect(
        IAsyncStreamReader<EchoRequest> requestStream,
        ServerCallContext context
    )
    {
        var tally = new Tally();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            tally.Messages++;
            tally.Bytes += request.Payload.Length;
        }

        return tally;
    }

    public override async Task Expand(
        ExpandRequest request,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context
    )
    {
        for (var n = 0; n < request.Messages; n++)
        {
            var payload = new byte[request.PayloadSize];
            payload.AsSpan().Fill((byte)n);
            await responseStream.WriteAsync(
                new EchoReply { Payload = ByteString.CopyFrom(payload) },
                context.CancellationToken
            );
        }
    }

    public override async Task Converse(
        IAsyncStreamReader<EchoRequest> requestStream,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context
    )
    {
        while (await requestStream.MoveNext())
        {
            await responseStream.WriteAsync(
                new EchoReply { Payload = requestStream.Current.Payload }
            );
        }
    }

    public override Task<EchoReply> End(EndRequest request, ServerCallContext context)
    {
        var trailers = new Metadata
        {
            { "trail-text", request.Detail.Length.ToString() },
            { "trail-bin", [0, 255, 128] },
        };
        if (request.Code != 0)
        {
            throw new RpcException(new Status((StatusCode)request.Code, request.Detail), trailers);
        }

        foreach (var trailer in trailers)
        {
            context.ResponseTrailers.Add(trailer);
        }

        return Task.FromResult(new EchoReply());
    }

    public override async Task<ReflectReply> Reflect(
        ReflectRequest request,
        ServerCallContext context
    )
    {
        var reply = new ReflectReply();
        var headers = new Metadata();
        foreach (var entry in request.Keys.SelectMany(context.RequestHeaders.GetAll))
        {
            reply.Entries.Add(
                new Entry { Key = entry.Key, Value = ByteString.CopyFrom(entry.ValueBytes) }
            );
            headers.Add(entry);
            context.ResponseTrailers.Add(entry);
        }

        await context.WriteResponseHeadersAsync(headers);
        return reply;
    }

    public override async Task<EchoReply> Hang(HangRequest request, ServerCallContext context)
    {
        await fates.Hang(request.Id, context);
        return new EchoReply();
    }

    public override async Task HangAfterOne(
        HangRequest request,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context
    )
    {
        await responseStream.WriteAsync(new EchoReply(), context.CancellationToken);
        await fates.Hang(request.Id, context);
    }

    public override async Task<HangRequest> AwaitHang(
        HangRequest request,
        ServerCallContext context
    )
    {
        await fates.Begun(request.Id).WaitAsync(context.CancellationToken);
        return request;
    }

    public override Task<Fate> FateOf(HangRequest request, ServerCallContext context) =>
        fates.Ended(request.Id).WaitAsync(context.CancellationToken);

    public override Task<Caller> WhoAmI(WhoAmIRequest request, ServerCallContext context)
    {
        var caller = new Caller
        {
            Peer = context.Peer,
            Authenticated = context.AuthContext.IsPeerAuthenticated,
        };
        caller.Names.AddRange(context.AuthContext.PeerIdentity.Select(property => property.Value));
        return Task.FromResult(caller);
    }
}
