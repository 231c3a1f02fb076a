using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host.Linux;

/// <summary>Looks at other hosts' sshds: those that are assigned, and those that an operator asks for.</summary>
internal sealed class FleetSshds(ReachBook? book)
{
    public async ValueTask<Reply<ReachLook>> LookAsync(
        LookAtFleetSshd asked,
        CancellationToken cancellationToken
    )
    {
        if (
            !IPAddress.TryParse(asked.Address, out var address)
            || asked.Port is < 1 or > IPEndPoint.MaxPort
        )
        {
            return Reply.Failed<ReachLook>($"{asked.Address} port {asked.Port}: is no socket");
        }

        var endPoint = new IPEndPoint(address, asked.Port);
        if (book is null || !MayLook(book, endPoint, asked.OnDemand))
        {
            return Reply.Denied<ReachLook>($"{endPoint}: is not assigned to this host");
        }

        if (asked.OnlyIfKnown)
        {
            return book.Newest(endPoint) is { } known
                ? Reply.Ok(known)
                : Reply.Absent<ReachLook>($"{endPoint}: was not looked at yet");
        }

        return await book.LookAsync(endPoint, asked.OnDemand, cancellationToken) is { } look
            ? Reply.Ok(look)
            : Reply.Failed<ReachLook>(
                $"{endPoint}: this host has looked at {ReachBook.MostInAMinute} others in a minute"
            );
    }

    private static bool MayLook(ReachBook book, IPEndPoint endPoint, bool onDemand) =>
        onDemand
            ? IsOneOtherHost(endPoint.Address)
            : book.Targets is { } targets
                && targets.Any(target => target.EndPoints.Contains(endPoint));

    private static bool IsOneOtherHost(IPAddress address) =>
        !IPAddress.IsLoopback(address)
        && !address.Equals(IPAddress.Any)
        && !address.Equals(IPAddress.IPv6Any)
        && !address.Equals(IPAddress.Broadcast)
        && !address.IsIPv6Multicast
        && !address.IsIPv4MappedToIPv6
        && (
            address.AddressFamily != AddressFamily.InterNetwork
            || address.GetAddressBytes()[0] is > 0 and < 224
        );
}
