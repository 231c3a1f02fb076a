using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Agent.Disk;

namespace Fleet.Agent.Enrolment;

/// <summary>Keeps the membership in the data folder: <c>agent.json</c>, <c>agent.key</c> (0600), <c>agent.crt</c>, <c>chain.pem</c>. Renewing replaces the certificate alone.</summary>
public sealed class MembershipStore(DataFolder data)
{
    private string Settings => data.File("agent.json");

    private string Key => data.File("agent.key");

    private string Certificate => data.File("agent.crt");

    private string Chain => data.File("chain.pem");

    /// <summary>True where this host has joined.</summary>
    public bool Exists => AtomicFile.Read(Settings) is not null;

    /// <summary>The membership; null: this host has not joined.</summary>
    /// <exception cref="InvalidDataException">The files do not fit together; the message names what to do.</exception>
    public Membership? Load()
    {
        if (AtomicFile.Read(Settings) is not { } settings)
        {
            return null;
        }

        try
        {
            var said = JsonSerializer.Deserialize(
                settings,
                MembershipJson.Default.MembershipSettings
            )!;
            var key = ECDsa.Create();
            key.ImportFromPem(Text(Key));
            var certificate = X509Certificate2.CreateFromPem(Text(Certificate));
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(Text(Chain));
            if (!IsKeyOf(key, certificate))
            {
                throw new InvalidDataException($"{Key} is not the key of {Certificate}");
            }

            return new Membership
            {
                Controller = said.Controller,
                HostName = said.HostName,
                Pin = said.Pin,
                Certificate = certificate,
                Chain = [.. chain],
                Key = key,
                Deny = [.. said.Deny],
            };
        }
        catch (Exception broken)
            when (broken
                    is JsonException
                        or CryptographicException
                        or ArgumentException
                        or InvalidDataException
            )
        {
            throw new InvalidDataException(
                $"{data.Path}: {broken.Message}: join again with a new token and --force",
                broken
            );
        }
    }

    /// <summary>Writes a new membership; the settings last, for they say that it is whole.</summary>
    public void Save(Membership membership)
    {
        AtomicFile.CreateFolder(data.Path);
        Write(Key, membership.Key.ExportPkcs8PrivateKeyPem());
        SaveCertificate(membership);
        AtomicFile.Write(
            Settings,
            JsonSerializer.SerializeToUtf8Bytes(
                new MembershipSettings(
                    membership.Controller,
                    membership.HostName,
                    membership.Pin,
                    [.. membership.Deny]
                ),
                MembershipJson.Default.MembershipSettings
            )
        );
    }

    /// <summary>Replaces the certificate and what stands above it.</summary>
    public void SaveCertificate(Membership membership)
    {
        Write(Chain, string.Join('\n', membership.Chain.Select(c => c.ExportCertificatePem())));
        Write(Certificate, membership.Certificate.ExportCertificatePem());
    }

    private static void Write(string path, string pem) =>
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(pem + "\n"));

    private static string Text(string path) =>
        Encoding.ASCII.GetString(
            AtomicFile.Read(path) ?? throw new InvalidDataException($"{path} is missing")
        );

    private static bool IsKeyOf(ECDsa key, X509Certificate2 certificate)
    {
        using var certified = certificate.GetECDsaPublicKey();
        return certified
                ?.ExportSubjectPublicKeyInfo()
                .AsSpan()
                .SequenceEqual(key.ExportSubjectPublicKeyInfo()) == true;
    }
}

internal sealed record MembershipSettings(
    string Controller,
    string HostName,
    string Pin,
    string[] Deny
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(MembershipSettings))]
internal sealed partial class MembershipJson : JsonSerializerContext;
