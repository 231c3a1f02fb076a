using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>Where sshd would be dialled under another configuration, from where it is dialled now.</summary>
internal static class ProposedSockets
{
    /// <summary>The sockets; unchanged where the configuration listens as before.</summary>
    /// <param name="filters">What stands before sshd now.</param>
    /// <param name="before">Values of the present configuration.</param>
    /// <param name="after">Values of the proposed one.</param>
    public static ImmutableArray<ConnectionQuestion> Of(
        HostFilters filters,
        SshdEffective before,
        SshdEffective after
    ) =>
        // A name would have to be resolved, or an Include could not be followed: then nothing says that it changes.
        after["ListenAddress"].Length == 0
        || after["ListenAddress"] == before["ListenAddress"]
            ? filters.Sockets
            :
            [
                .. after["ListenAddress"]
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => IPEndPoint.TryParse(text, out var read) ? read : null)
                    .OfType<IPEndPoint>()
                    .Where(at => !IPAddress.IsLoopback(at.Address))
                    .Select(at => Question(filters, at))
                    .OfType<ConnectionQuestion>(),
            ];

    private static ConnectionQuestion? Question(HostFilters filters, IPEndPoint at)
    {
        var isVersion6 = at.AddressFamily == AddressFamily.InterNetworkV6;
        var like = filters.Sockets.FirstOrDefault(socket => socket.IsVersion6 == isVersion6);
        if (!at.Address.Equals(IPAddress.Any) && !at.Address.Equals(IPAddress.IPv6Any))
        {
            return (like ?? ConnectionQuestion.FromAnywhere(at.Address, at.Port, null)) with
            {
                Destination = FieldText.Number(at.Address),
                Port = at.Port,
            };
        }

        if (like is not null)
        {
            return like with { Port = at.Port };
        }

        // Numbers of both families stand in one set: what fits into 32 bits is IPv4.
        var own = filters
            .Sockets.SelectMany(socket => socket.LocalAddresses)
            .Where(number => number > uint.MaxValue == isVersion6)
            .Order()
            .Select(number => FieldText.Address(number, isVersion6))
            .FirstOrDefault();
        return own is null ? null : ConnectionQuestion.FromAnywhere(own, at.Port, null);
    }
}
