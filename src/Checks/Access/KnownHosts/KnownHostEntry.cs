using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Access.KnownHosts;

/// <summary>One key that a name is known by.</summary>
/// <param name="Marker">What stands before the name.</param>
/// <param name="Type">The key's type.</param>
/// <param name="Fingerprint"><c>SHA256:…</c>.</param>
public sealed record KnownHostEntry(KnownHostMarker Marker, string Type, string Fingerprint)
{
    private const string Between = " | ";
    private const string Authority = "@cert-authority";
    private const string Revoked = "@revoked";

    public override string ToString() =>
        Marker switch
        {
            KnownHostMarker.CertAuthority => Authority + " ",
            KnownHostMarker.Revoked => Revoked + " ",
            _ => "",
        } + $"{Type} {Fingerprint}";

    /// <summary>All keys of a name as one fact's value, whatever their order in the files: <c>ssh-ed25519 SHA256:… | ssh-rsa SHA256:…</c>.</summary>
    public static string Join(IEnumerable<KnownHostEntry> entries) =>
        string.Join(
            Between,
            entries.Select(entry => entry.ToString()).Distinct().Order(StringComparer.Ordinal)
        );

    /// <summary>Reads what <see cref="Join"/> wrote; what it did not write is left out.</summary>
    public static IEnumerable<KnownHostEntry> Split(string value)
    {
        foreach (var text in value.Split(Between))
        {
            switch (text.Split(' '))
            {
                case [var type, var fingerprint]:
                    yield return new KnownHostEntry(KnownHostMarker.None, type, fingerprint);
                    break;
                case [Revoked, var type, var fingerprint]:
                    yield return new KnownHostEntry(KnownHostMarker.Revoked, type, fingerprint);
                    break;
                case [Authority, var type, var fingerprint]:
                    yield return new KnownHostEntry(
                        KnownHostMarker.CertAuthority,
                        type,
                        fingerprint
                    );
                    break;
            }
        }
    }
}
