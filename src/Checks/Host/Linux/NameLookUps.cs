using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>Asks the C library for names and addresses, as sshd does. It cannot be interrupted: what takes longer than the limit goes on behind the answer.</summary>
internal sealed class NameLookUps(TimeProvider time)
{
    private const int NameRequired = 8; // NI_NAMEREQD
    private const int NoSuchName = -2; // EAI_NONAME

    public async ValueTask<Reply<LookUpAnswer>> AskAsync(
        LookUp asked,
        CancellationToken cancellationToken
    )
    {
        if (asked.Name.Length is 0 or > 255)
        {
            return Reply.Failed<LookUpAnswer>($"\"{asked.Name}\" is no host name");
        }

        var began = time.GetTimestamp();
        var looking = Task.Run(
            () =>
                IPAddress.TryParse(asked.Name, out var address)
                    ? Named(address)
                    : Addresses(asked.Name),
            cancellationToken
        );
        try
        {
            var (outcome, found) = await looking.WaitAsync(asked.Limit, time, cancellationToken);
            return Reply.Ok(new LookUpAnswer(outcome, found, time.GetElapsedTime(began)));
        }
        catch (TimeoutException)
        {
            return Reply.Ok(new LookUpAnswer(LookUpOutcome.TimedOut, [], asked.Limit));
        }
    }

    private static (LookUpOutcome, ImmutableArray<string>) Addresses(string name)
    {
        try
        {
            return (
                LookUpOutcome.Found,
                [.. Dns.GetHostAddresses(name).Select(address => address.ToString()).Distinct()]
            );
        }
        catch (SocketException failure)
        {
            return (
                failure.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData
                    ? LookUpOutcome.NotFound
                    : LookUpOutcome.Failed,
                []
            );
        }
    }

    private static unsafe (LookUpOutcome, ImmutableArray<string>) Named(IPAddress address)
    {
        var socket = new IPEndPoint(address, 0).Serialize();
        var host = stackalloc byte[1025]; // NI_MAXHOST
        int result;
        fixed (byte* start = socket.Buffer.Span)
        {
            result = Libc.NameOf(start, (uint)socket.Size, host, 1025, null, 0, NameRequired);
        }

        return result switch
        {
            0 => (
                LookUpOutcome.Found,
                [
                    Encoding.UTF8.GetString(
                        System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(
                            host
                        )
                    ),
                ]
            ),
            NoSuchName => (LookUpOutcome.NotFound, []),
            _ => (LookUpOutcome.Failed, []),
        };
    }
}
