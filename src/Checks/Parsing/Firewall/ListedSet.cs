using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>A set of addresses in the packet filter, as its tool lists it at one moment.</summary>
/// <param name="Owner">nft's family and table (<c>ip crowdsec</c>); empty for an ipset.</param>
/// <param name="Name">The set's name.</param>
/// <param name="Elements">Its addresses, networks and ranges.</param>
public sealed record ListedSet(string Owner, string Name, ImmutableArray<ListedElement> Elements);

/// <summary>One element of a set.</summary>
/// <param name="Text">An address, a prefix or a range (<c>a-b</c>), as listed.</param>
/// <param name="Left">How long it stays; null: until somebody takes it out.</param>
public readonly record struct ListedElement(string Text, TimeSpan? Left);
