using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Protos.Trust;

/// <summary>Proof in a <c>RenewRequest</c> that the sender holds the old certificate's key: both ends build the signed bytes here.</summary>
public static class RenewalProof
{
    /// <summary>Signs with the old key (ECDSA with SHA-256, RFC 3279 DER).</summary>
    public static ByteString Sign(
        ECDsa oldKey,
        ByteString certificateRequest,
        Timestamp signedAt
    ) =>
        ByteString.CopyFrom(
            oldKey.SignData(
                Signed(certificateRequest, signedAt),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            )
        );

    /// <summary>True where the signature is by the key of the old certificate.</summary>
    public static bool Verify(
        ECDsa oldKey,
        ByteString certificateRequest,
        Timestamp signedAt,
        ByteString signature
    ) =>
        oldKey.VerifyData(
            Signed(certificateRequest, signedAt),
            signature.Span,
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );

    /// <summary>RFC 3339 in UTC with seven digits of a second, so that the text has one form.</summary>
    private static byte[] Signed(ByteString certificateRequest, Timestamp signedAt) =>
        [
            .. "fleet.v1.Renew\0"u8,
            .. certificateRequest.Span,
            .. Encoding.ASCII.GetBytes(
                signedAt
                    .ToDateTimeOffset()
                    .ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)
            ),
        ];
}
