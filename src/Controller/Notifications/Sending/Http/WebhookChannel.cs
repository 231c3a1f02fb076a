using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>JSON to a web server, signed where there is a secret.</summary>
/// <param name="secrets">Reads what the policy keeps in files.</param>
/// <param name="time">For the signature: a receiver refuses what is old.</param>
internal sealed class WebhookChannel(ISecrets secrets, TimeProvider time) : IReceiverChannel
{
    public const string SignatureHeader = "Fleet-Signature";

    public Task<DeliveryOutcome> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var webhook = (ReceiverAddress.Webhook)delivery.Receiver.Address;
        var body = WebhookBody.Write(delivery);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (webhook.SecretFile.Length > 0)
        {
            headers[SignatureHeader] = Signature(
                secrets.Read(webhook.SecretFile),
                body,
                time.GetUtcNow()
            );
        }

        return HttpTry.PostAsync(delivery, webhook.Url, body, headers, cancellationToken);
    }

    /// <summary><c>t=SECONDS,v1=HEX</c>: HMAC-SHA256 over the seconds since 1970, a dot and the body.</summary>
    public static string Signature(string secret, byte[] body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(
            HashAlgorithmName.SHA256,
            Encoding.UTF8.GetBytes(secret)
        );
        hmac.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        hmac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
