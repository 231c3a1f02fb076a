using System.Security.Cryptography.X509Certificates;

namespace Fleet.Protos.Trust;

/// <summary>
/// The root certificate inside the controller's server certificate, as an extension that is not critical. An agent that joins knows no more than the root's pin, and
/// .NET's TLS never sends a root (RFC 8446 §4.4.2 lets a server leave it out): so the leaf carries it. It proves nothing by itself; <see cref="Find"/> believes it only
/// where it has the pin, and the chain from the leaf to it must be verified as ever.
/// </summary>
public static class CarriedRoot
{
    /// <summary>Under 2.25, where a UUID is an identifier of its own (ITU-T X.667).</summary>
    public const string ObjectIdentifier = "2.25.243416652041174906660665412758360281653";

    /// <summary>The extension for a server certificate.</summary>
    public static X509Extension ExtensionFor(X509Certificate2 root) =>
        new(ObjectIdentifier, root.RawData, critical: false);

    /// <summary>The root with this pin that a server's certificate carries; null: none, or another.</summary>
    public static X509Certificate2? Find(X509Certificate2 server, string pin)
    {
        var carried = server.Extensions.FirstOrDefault(each => each.Oid?.Value == ObjectIdentifier);
        return carried is not null && RootPin.Of(carried.RawData) == pin
            ? X509CertificateLoader.LoadCertificate(carried.RawData)
            : null;
    }
}
