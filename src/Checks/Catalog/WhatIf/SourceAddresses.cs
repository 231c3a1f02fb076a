using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.HostReach;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>The addresses from which a host dials another, from what its agent has told.</summary>
public static class SourceAddresses
{
    /// <summary>The check that tells them.</summary>
    public const string Check = "host.reach";

    /// <summary>Those in a network of one of the targets, where there are any: the kernel takes them; else all that others may see.</summary>
    /// <param name="facts">What host.reach knows of the source.</param>
    /// <param name="targets">Where the other host is dialled.</param>
    public static ImmutableArray<IPAddress> Of(CheckFacts facts, ImmutableArray<IPEndPoint> targets)
    {
        var own = facts
            .Under(ReachKeys.Addresses)
            .Where(held => !held.IsStale && !SshEndPoints.IsInner(held.Fact.Value.Split(' ')[0]))
            .Select(held => (Address: Address(held.Fact.Key), Network: Network(held.Fact.Value)))
            .Where(one => one.Address is { IsIPv6LinkLocal: false })
            .ToList();
        var near = own.FindAll(one =>
            one.Network is { } network
            && targets.Any(target =>
                target.AddressFamily == one.Address!.AddressFamily
                && network.Contains(target.Address)
            )
        );
        return [.. (near.Count > 0 ? near : own).Select(one => one.Address!)];
    }

    private static IPAddress? Address(string key) =>
        IPAddress.TryParse(key.AsSpan(ReachKeys.Addresses.Length + 1), out var read)
        && !IPAddress.IsLoopback(read)
            ? read
            : null;

    private static IPNetwork? Network(string value) =>
        value.Split(' ') is [_, var text, ..] && IPNetwork.TryParse(text, out var network)
            ? network
            : null;
}
