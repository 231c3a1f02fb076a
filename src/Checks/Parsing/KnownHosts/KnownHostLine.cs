using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Parsing.KnownHosts;

/// <summary>What stands before the names of a line.</summary>
public enum KnownHostMarker
{
    Unspecified = 0,

    /// <summary>Nothing: the key is the host's own.</summary>
    None,

    /// <summary><c>@cert-authority</c>: host certificates signed by the key are accepted.</summary>
    CertAuthority,

    /// <summary><c>@revoked</c>: the key is never accepted, neither as a host's nor as an authority's.</summary>
    Revoked,
}

/// <summary>A line with a key.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">From 1.</param>
/// <param name="Marker">Its marker.</param>
/// <param name="Hosts">The names as written: patterns joined by commas, or one hash (<c>|1|salt|hash</c>).</param>
/// <param name="Key">The key.</param>
/// <param name="Base64">The key's blob as written.</param>
/// <param name="Comment">What stands behind it.</param>
public sealed record KnownHostLine(
    string File,
    int Number,
    KnownHostMarker Marker,
    string Hosts,
    SshPublicKey Key,
    string Base64,
    string Comment
)
{
    /// <summary>True where the names are a hash: what they say cannot be read, only tried.</summary>
    public bool IsHashed => KnownHostName.IsHashed(Hosts);

    /// <summary><c>/home/alice/.ssh/known_hosts:12</c>.</summary>
    public string Source => KnownHostName.Source(File, Number);

    /// <summary>True where the line speaks of a name in the form of <see cref="KnownHostName.Of"/>.</summary>
    public bool Names(string name) => KnownHostName.IsMatch(name, Hosts);
}

/// <summary>A line that ssh passes over without a word at its usual log level.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">From 1.</param>
/// <param name="Hosts">The names, where it has any.</param>
/// <param name="Reason">Why ssh cannot use it.</param>
public sealed record BrokenKnownHostLine(string File, int Number, string Hosts, string Reason)
{
    /// <summary><c>/home/alice/.ssh/known_hosts:12</c>.</summary>
    public string Source => KnownHostName.Source(File, Number);
}
