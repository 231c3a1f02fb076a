using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>What happens to a new TCP connection from these sources to this host's port?</summary>
public sealed record ConnectionQuestion
{
    /// <summary>True for IPv6.</summary>
    public required bool IsVersion6 { get; init; }

    /// <summary>The sources asked about, as numbers.</summary>
    public required IntervalSet Sources { get; init; }

    /// <summary>The address of this host that the client dials.</summary>
    public required UInt128 Destination { get; init; }

    public required int Port { get; init; }

    /// <summary>Where the packets come in and the answers leave; null: not known.</summary>
    public required string? Interface { get; init; }

    /// <summary>This host's other addresses, for translated destinations.</summary>
    public ImmutableHashSet<UInt128> LocalAddresses { get; init; } = [];

    /// <summary>True where this host sends on what is not for itself; null: not known.</summary>
    public bool? IsRouter { get; init; }

    /// <summary>True: the client itself asks for this host's link address. False: a router does.</summary>
    public bool IsOnLink { get; init; }

    /// <summary>True where this host has to ask for the source's link address itself, because the source's own question came from another of its addresses.</summary>
    public bool MustAskForSource { get; init; }

    /// <summary>From every address there is, through a router.</summary>
    public static ConnectionQuestion FromAnywhere(
        IPAddress destination,
        int port,
        string? through
    ) =>
        From(
            destination.AddressFamily == AddressFamily.InterNetworkV6
                ? IntervalSet.All
                : IntervalSet.Between(0, uint.MaxValue),
            destination,
            port,
            through
        );

    /// <summary>From one address.</summary>
    public static ConnectionQuestion From(
        IPAddress source,
        IPAddress destination,
        int port,
        string? through
    ) => From(IntervalSet.Of(FieldText.Number(source)), destination, port, through);

    private static ConnectionQuestion From(
        IntervalSet sources,
        IPAddress destination,
        int port,
        string? through
    ) =>
        new()
        {
            IsVersion6 = destination.AddressFamily == AddressFamily.InterNetworkV6,
            Sources = sources,
            Destination = FieldText.Number(destination),
            Port = port,
            Interface = through,
        };
}
