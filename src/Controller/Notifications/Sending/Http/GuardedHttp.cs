using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>Speaks HTTP to receivers alone. The address is looked at when it is connected to: a name may mean another by then.</summary>
internal static class GuardedHttp
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    /// <summary>A client for one try: no redirects, no proxy, no cookies.</summary>
    public static HttpClient Client(ImmutableArray<IPNetwork> allowed) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectTimeout = ConnectPatience,
                MaxResponseHeadersLength = 16,
                ConnectCallback = (context, cancellation) =>
                    ConnectAsync(context, allowed, cancellation),
            },
            disposeHandler: true
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        ImmutableArray<IPNetwork> allowed,
        CancellationToken cancellation
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isClear = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp;
        var found = await Dns.GetHostAddressesAsync(host, cancellation);
        var objections = new List<string>();
        foreach (var address in found)
        {
            if (NetworkGuard.Objection(address, allowed) is { } objection)
            {
                objections.Add($"{address} ({objection})");
            }
            else if (isClear && !NetworkGuard.IsAllowed(address, allowed))
            {
                objections.Add($"{address} (public, and http shows the message to everybody)");
            }
        }

        // One closed address among open ones would be enough for a name to lead inside.
        if (objections.Count > 0)
        {
            throw new AddressRefusedException(
                $"{host} is {string.Join(" and ", objections)}: where that is meant, name its network in the receiver's allow_networks"
            );
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A receiver is where the policy does not allow one; the message says what to do.</summary>
public sealed class AddressRefusedException(string message) : IOException(message);
