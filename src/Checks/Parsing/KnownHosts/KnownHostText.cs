using System.Security.Cryptography;

namespace Fleet.Checks.Parsing.KnownHosts;

/// <summary>Writes lines of known_hosts (<c>hostfile.c: write_host_entry</c>), without a line feed.</summary>
public static class KnownHostText
{
    private const int SaltLength = 20;

    /// <summary>Names in the clear, joined by commas.</summary>
    /// <param name="names">In the form of <see cref="KnownHostName.Of"/>.</param>
    /// <param name="type">The key's type.</param>
    /// <param name="base64">The key's blob.</param>
    /// <param name="marker">What stands before the names.</param>
    /// <exception cref="ArgumentException">A name is empty or holds what would end it or mean something else (blank, comma, control character, a leading <c>@ # | !</c>).</exception>
    public static string Plain(
        IEnumerable<string> names,
        string type,
        string base64,
        KnownHostMarker marker = KnownHostMarker.None
    )
    {
        var joined = string.Join(',', names.Select(Checked));
        return $"{Marked(marker)}{(joined.Length == 0 ? throw new ArgumentException("no name", nameof(names)) : joined)} {type} {base64}";
    }

    /// <summary>One name as a hash, with a salt of its own.</summary>
    /// <param name="name">In the form of <see cref="KnownHostName.Of"/>.</param>
    /// <param name="type">The key's type.</param>
    /// <param name="base64">The key's blob.</param>
    /// <param name="marker">What stands before the name.</param>
    /// <exception cref="ArgumentException">As for <see cref="Plain"/>.</exception>
    public static string Hashed(
        string name,
        string type,
        string base64,
        KnownHostMarker marker = KnownHostMarker.None
    ) =>
        $"{Marked(marker)}{KnownHostName.Hash(Checked(name), RandomNumberGenerator.GetBytes(SaltLength))} {type} {base64}";

    private static string Marked(KnownHostMarker marker) =>
        marker switch
        {
            KnownHostMarker.CertAuthority => "@cert-authority ",
            KnownHostMarker.Revoked => "@revoked ",
            _ => "",
        };

    private static string Checked(string name) =>
        name.Length == 0
        || name[0] is '@' or '#' or '|' or '!'
        || name.Any(c => c is ' ' or ',' || char.IsControl(c))
            ? throw new ArgumentException($"no host has the name \"{name}\"", nameof(name))
            : name;
}
