using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Parsing.KnownHosts;

/// <summary>What ssh makes of a host's key (<c>hostfile.c: check_hostkeys_by_key_or_type</c>, <c>sshconnect.c: check_host_key</c>).</summary>
public enum KnownHostVerdict
{
    Unspecified = 0,

    /// <summary>A line has this key for this name.</summary>
    Ok,

    /// <summary>Lines have other plain keys for this name, of whatever type, and none has this one: <c>REMOTE HOST IDENTIFICATION HAS CHANGED</c>.</summary>
    Changed,

    /// <summary>A <c>@revoked</c> line of this name has the key, or the authority that signed it: ssh refuses whatever else is known.</summary>
    Revoked,

    /// <summary>No plain key of this name is known: ssh asks, or fails where it may not ask.</summary>
    New,

    /// <summary>
    /// A <c>@cert-authority</c> line speaks for this name. With the authority that signed the host's certificate: the certificate is accepted. For a plain key: the key itself is
    /// unknown, but a certificate of that authority would be accepted.
    /// </summary>
    CertAuthority,
}

/// <summary>The answer on one name.</summary>
/// <param name="Verdict">What ssh makes of it.</param>
/// <param name="Name">The name in the form of <see cref="KnownHostName.Of"/>.</param>
/// <param name="Line">The line that decides; null for <see cref="KnownHostVerdict.New"/>. Of several that contradict a key the last, which ssh names as the offending one.</param>
/// <param name="IsFallback">True where a line of the bare name answers for another port than 22.</param>
public sealed record KnownHostAnswer(
    KnownHostVerdict Verdict,
    string Name,
    KnownHostLine? Line,
    bool IsFallback = false
)
{
    /// <summary>What the same files say of the host's address (CheckHostIP); null where none was asked for.</summary>
    public KnownHostAnswer? Address { get; init; }
}

/// <summary>The known_hosts files that a client reads, in its order: the user's, then the host's.</summary>
/// <param name="Files">As read.</param>
public sealed record KnownHostKeys(ImmutableArray<KnownHostsFile> Files)
{
    /// <summary>Every line with a key, in order.</summary>
    public IEnumerable<KnownHostLine> Lines => Files.SelectMany(file => file.Lines);

    /// <summary>Asks as ssh does.</summary>
    /// <param name="name">The host's name as typed, or Hostname's value; with HostKeyAlias the alias, and port 22.</param>
    /// <param name="port">1 to 65535. For another than 22 a line of the bare name answers where none of <c>[name]:port</c> knows the host: that the key is the same, or revoked.</param>
    /// <param name="key">The key that the host shows; for a certificate the key in it.</param>
    /// <param name="address">The host's address, where CheckHostIP is on (off by default since OpenSSH 8.5).</param>
    /// <param name="authority">Fingerprint of the key that signed the host's certificate; null where it shows a plain key.</param>
    public KnownHostAnswer Lookup(
        string name,
        int port,
        SshPublicKey key,
        string? address = null,
        string? authority = null
    )
    {
        var answer = On(KnownHostName.Of(name, port), key, authority);
        if (
            port is not (0 or KnownHostName.DefaultPort)
            && answer.Verdict is KnownHostVerdict.New or KnownHostVerdict.CertAuthority
            && !IsAccepted(answer, authority)
        )
        {
            var bare = On(KnownHostName.Of(name, 0), key, authority);
            answer =
                IsAccepted(bare, authority) || bare.Verdict == KnownHostVerdict.Revoked
                    ? bare with
                    {
                        IsFallback = true,
                    }
                    : answer;
        }

        return address is null
            ? answer
            : answer with
            {
                Address = On(KnownHostName.Of(address, port), key, authority),
            };
    }

    private static bool IsAccepted(KnownHostAnswer answer, string? authority) =>
        answer.Verdict == KnownHostVerdict.Ok
        || (answer.Verdict == KnownHostVerdict.CertAuthority && authority is not null);

    private KnownHostAnswer On(string name, SshPublicKey key, string? authority)
    {
        var lines = Lines.Where(line => line.Names(name)).ToList();
        KnownHostAnswer Answer(KnownHostVerdict verdict, KnownHostLine? line) =>
            new(verdict, name, line);

        if (
            lines.Find(line =>
                line.Marker == KnownHostMarker.Revoked
                && (IsSame(line.Key, key) || line.Key.Fingerprint == authority)
            ) is
            { } revoked
        )
        {
            return Answer(KnownHostVerdict.Revoked, revoked);
        }

        var authorities = lines.FindAll(line => line.Marker == KnownHostMarker.CertAuthority);
        if (
            authority is not null
            && authorities.Find(line => line.Key.Fingerprint == authority) is { } signer
        )
        {
            return Answer(KnownHostVerdict.CertAuthority, signer);
        }

        var plain = lines.FindAll(line => line.Marker == KnownHostMarker.None);
        return plain.Find(line => IsSame(line.Key, key)) is { } equal
                ? Answer(KnownHostVerdict.Ok, equal)
            : plain.Count > 0 ? Answer(KnownHostVerdict.Changed, plain[^1])
            : authority is null && authorities.Count > 0
                ? Answer(KnownHostVerdict.CertAuthority, authorities[0])
            : Answer(KnownHostVerdict.New, null);
    }

    /// <summary>A host's certificate is compared by the key in it, as ssh does once no authority answers.</summary>
    private static bool IsSame(SshPublicKey line, SshPublicKey key) =>
        line.Fingerprint == key.Fingerprint && !line.Type.IsCertificate;
}
