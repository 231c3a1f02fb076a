using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.ClientKeys;

/// <summary>Where an offered key comes from.</summary>
public enum OfferOrigin
{
    Unspecified = 0,

    /// <summary>CertificateFile.</summary>
    Certificate,

    /// <summary>An agent's key that IdentityFile names too.</summary>
    AgentAndFile,

    /// <summary>An agent's key that nothing names.</summary>
    Agent,

    /// <summary>A file alone, or the certificate beside it.</summary>
    File,
}

/// <summary>A key that ssh shows to the server.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Name">The file's path, or the agent's comment.</param>
/// <param name="Key">The key; null where only the private file is there, into which nobody looks.</param>
/// <param name="Problem">Why ssh could not sign with it even where the server wants it; null where nothing is known against it.</param>
/// <param name="Source">The line that names it; null for built-in names and agents.</param>
public sealed record OfferedKey(
    int Place,
    OfferOrigin Origin,
    string Name,
    KnownKey? Key,
    string? Problem,
    SshdSource? Source
);

/// <summary>The keys that a client offers to a host, in order.</summary>
/// <param name="Keys">In the order in which the server sees them.</param>
/// <param name="Unsure">Why the list may be another (<c>Match exec</c>, an agent that was not asked); null where it is certain.</param>
public sealed record KeyOffer(ImmutableArray<OfferedKey> Keys, string? Unsure)
{
    /// <summary>
    /// The keys that the server looks at: it hangs up with the refusal that makes <paramref name="maxAuthTries"/> failures, so the key at that place is the last one
    /// (<c>auth2.c: userauth_finish</c>; asking with method "none" first costs nothing).
    /// </summary>
    /// <param name="maxAuthTries">The server's MaxAuthTries, at least 1; 6 unless configured.</param>
    /// <param name="failedBefore">Failures of other methods before (GSSAPI, host-based).</param>
    public ImmutableArray<OfferedKey> Reached(int maxAuthTries, int failedBefore = 0) =>
        [.. Keys.Take(Math.Max(0, maxAuthTries - failedBefore))];

    /// <summary>True where a server that refuses all of them hangs up before a password can be tried: <c>Too many authentication failures</c>.</summary>
    public bool ExhaustsTries(int maxAuthTries, int failedBefore = 0) =>
        Keys.Length + failedBefore >= maxAuthTries;

    /// <summary>The place of a key; null where it is not offered.</summary>
    public int? PlaceOf(string fingerprint) =>
        Keys.FirstOrDefault(offered => offered.Key?.Fingerprint == fingerprint)?.Place;
}
