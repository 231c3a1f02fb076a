using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshListener;

/// <summary>A listening socket as its fact tells it.</summary>
/// <param name="Key">The fact's key.</param>
/// <param name="EndPoint">Address and port.</param>
/// <param name="Holder">Who holds it.</param>
internal sealed record HeldSocket(string Key, IPEndPoint EndPoint, string Holder)
{
    public string Name => Key[(SshListenerCheck.Prefix.Length + 1)..];

    /// <summary>True where a connection ends at sshd.</summary>
    public bool IsSsh => Holder is "sshd" or "systemd";

    public bool IsWildcard =>
        EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any);

    /// <summary>The sockets that are certainly there.</summary>
    public static ImmutableArray<HeldSocket> Of(CheckFacts facts) =>
        [
            .. facts
                .Under(SshListenerCheck.Prefix)
                .Where(held => !held.IsStale)
                .Select(held => Read(held.Fact))
                .OfType<HeldSocket>(),
        ];

    /// <summary>Why the sockets are not known for certain; null where they are.</summary>
    public static string? Doubt(CheckFacts facts) =>
        facts
            .Coverage.Where(c => !c.IsCertain)
            .OrderByDescending(c => c.Prefix.Length)
            .FirstOrDefault()
            .Reason;

    private static HeldSocket? Read(Fact fact) =>
        IPEndPoint.TryParse(fact.Key.AsSpan(SshListenerCheck.Prefix.Length + 1), out var endPoint)
            ? new HeldSocket(fact.Key, endPoint, fact.Value)
            : null;
}
