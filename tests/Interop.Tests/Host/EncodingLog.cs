using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Fleet.Interop.Tests.Host;

/// <summary>Notes how messages were compressed on the wire (<c>grpc-encoding</c>), in the order in which calls ended.</summary>
public sealed class EncodingLog
{
    private readonly ConcurrentQueue<Exchange> exchanges = new();

    /// <summary>How the last call was compressed.</summary>
    public Exchange Last => exchanges.Last();

    public async Task Note(HttpContext context, RequestDelegate next)
    {
        await next(context);
        exchanges.Enqueue(
            new(
                context.Request.Headers["grpc-encoding"].ToString(),
                context.Response.Headers["grpc-encoding"].ToString()
            )
        );
    }

    public sealed record Exchange(string Request, string Response);
}
