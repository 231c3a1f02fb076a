using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Controller.Authority.Ca;

/// <summary>
/// The certificate authority on disk: <c>root.crt</c>, <c>root.key</c>, <c>intermediate.crt</c>, <c>intermediate.key</c> as PEM, the keys for their owner only.
/// <c>root.key</c> may be moved away: only a new intermediate needs it.
/// </summary>
public static class CaFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Opens the authority in the folder, making one where there is none.</summary>
    /// <param name="folder">Its folder; its parent exists.</param>
    /// <param name="time">Decides what has ended.</param>
    /// <exception cref="AuthorityUnusableException">What is there is not whole, or has ended.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static CertificateAuthority OpenOrMake(string folder, TimeProvider time)
    {
        if (!Directory.Exists(folder))
        {
            Make(folder, time.GetUtcNow());
        }

        var root = ReadCertificate(Path.Combine(folder, "root.crt"));
        var intermediate = ReadIntermediate(folder);
        if (CaShapes.End(intermediate) - CaShapes.IntermediateRenewal < time.GetUtcNow())
        {
            intermediate = Reissue(folder, root, intermediate, time.GetUtcNow());
        }

        return new CertificateAuthority(root, intermediate, time);
    }

    /// <summary>All files at once: a folder beside it is filled and then takes the name.</summary>
    private static void Make(string folder, DateTimeOffset now)
    {
        var draft = folder + ".new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        _ = Directory.CreateDirectory(draft, OwnerFolder);
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = CaShapes.Root(rootKey, now);
        using var intermediate = CaShapes.Intermediate(root, key, now);
        Write(Path.Combine(draft, "root.key"), rootKey.ExportPkcs8PrivateKeyPem());
        Write(Path.Combine(draft, "root.crt"), root.ExportCertificatePem());
        Write(Path.Combine(draft, "intermediate.key"), key.ExportPkcs8PrivateKeyPem());
        Write(Path.Combine(draft, "intermediate.crt"), intermediate.ExportCertificatePem());
        Directory.Move(draft, folder);
    }

    /// <summary>A new intermediate certificate over the same key, so that certificates signed with it stay valid.</summary>
    private static X509Certificate2 Reissue(
        string folder,
        X509Certificate2 root,
        X509Certificate2 intermediate,
        DateTimeOffset now
    )
    {
        var rootKeyFile = Path.Combine(folder, "root.key");
        if (!File.Exists(rootKeyFile))
        {
            return CaShapes.End(intermediate) > now
                ? intermediate
                : throw new AuthorityUnusableException(
                    $"{folder}/intermediate.crt ended on {intermediate.NotAfter:yyyy-MM-dd} and root.key is not here to make a new one: put root.key back and start again"
                );
        }

        using var rootWithKey = WithKey(root, rootKeyFile);
        using var key = intermediate.GetECDsaPrivateKey()!;
        using var renewed = CaShapes.Intermediate(rootWithKey, key, now);
        var file = Path.Combine(folder, "intermediate.crt");
        Write(file + ".new", renewed.ExportCertificatePem());
        File.Move(file + ".new", file, overwrite: true);
        return ReadIntermediate(folder);
    }

    private static X509Certificate2 ReadIntermediate(string folder) =>
        WithKey(
            ReadCertificate(Path.Combine(folder, "intermediate.crt")),
            Path.Combine(folder, "intermediate.key")
        );

    private static X509Certificate2 ReadCertificate(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(file));
        }
        catch (Exception problem) when (problem is CryptographicException or FileNotFoundException)
        {
            throw NotWhole(file, "a certificate in PEM", problem);
        }
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return certificate.CopyWithPrivateKey(key);
        }
        catch (Exception problem)
            when (problem is CryptographicException or FileNotFoundException or ArgumentException)
        {
            throw NotWhole(file, "the private key of the certificate beside it in PEM", problem);
        }
    }

    private static AuthorityUnusableException NotWhole(
        string file,
        string expected,
        Exception problem
    ) =>
        new(
            $"{file} is not {expected}: restore the ca folder from a backup (a new authority would mean that every host joins again)",
            problem
        );

    private static void Write(string file, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text + "\n"));
        stream.Flush(flushToDisk: true);
    }
}
