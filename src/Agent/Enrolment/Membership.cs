using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Agent.Enrolment;

/// <summary>What a host has from having joined: whom it belongs to, and by what it is known there.</summary>
public sealed record Membership
{
    /// <summary>The controller's host:port.</summary>
    public required string Controller { get; init; }

    /// <summary>The name the controller gave this host.</summary>
    public required string HostName { get; init; }

    /// <summary>The root certificate's pin (<c>sha256:…</c>).</summary>
    public required string Pin { get; init; }

    /// <summary>This host's certificate, without its key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Above it, the root last.</summary>
    public required ImmutableArray<X509Certificate2> Chain { get; init; }

    /// <summary>Made on this host and never sent anywhere.</summary>
    public required ECDsa Key { get; init; }

    /// <summary>What the host's owner does not let the agent do, by name.</summary>
    public ImmutableArray<string> Deny { get; init; } = [];

    public DateTimeOffset ValidFrom => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset ValidUntil => new(Certificate.NotAfter.ToUniversalTime());
}
