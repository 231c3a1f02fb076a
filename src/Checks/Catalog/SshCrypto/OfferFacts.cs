using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>A server's proposal as facts tell it, and back.</summary>
internal static class OfferFacts
{
    public const string Prefix = "ssh_offer";
    public const string Kex = Prefix + "/kex";
    public const string HostKey = Prefix + "/host_key";
    public const string Cipher = Prefix + "/cipher";
    public const string Mac = Prefix + "/mac";
    public const string Compression = Prefix + "/compression";
    public const string StrictKex = Prefix + "/strict_kex";
    public const string Software = Prefix + "/software";

    /// <summary>In key order.</summary>
    public static ImmutableSortedDictionary<string, string> Of(KexInit offer, string software) =>
        ImmutableSortedDictionary<string, string>
            .Empty.WithComparers(StringComparer.Ordinal)
            .Add(Kex, List(offer.Kex.Where(name => !KexPseudoNames.Is(name))))
            .Add(HostKey, List(offer.HostKeys))
            .Add(Cipher, List(offer.CiphersToServer.Concat(offer.CiphersToClient)))
            .Add(Mac, List(offer.MacsToServer.Concat(offer.MacsToClient)))
            .Add(Compression, List(offer.CompressionToServer.Concat(offer.CompressionToClient)))
            .Add(StrictKex, offer.Kex.Contains(KexPseudoNames.StrictServer) ? "yes" : "no")
            .Add(Software, software);

    /// <summary>The names of a list fact.</summary>
    public static ImmutableArray<string> Names(Reading reading) =>
        [.. reading.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What of the proposal decides whether a session's start can be cut off.</summary>
    public static KexInit Offer(CheckFacts facts) =>
        new()
        {
            Kex = facts.Read(StrictKex).Is("yes") ? [KexPseudoNames.StrictServer] : [],
            CiphersToServer = Names(facts.Read(Cipher)),
            MacsToServer = Names(facts.Read(Mac)),
        };

    // Both directions are nearly always the same list.
    private static string List(IEnumerable<string> names) => string.Join(',', names.Distinct());
}
