using System.Net.Security;
using Fleet.Controller.Judging.Policies;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Fleet.Controller.Notifications.Sending.Mail;

/// <summary>Mail over SMTP. A mail server may be anywhere: the policy names it and its port by themselves, and it speaks no HTTP.</summary>
/// <param name="secrets">Reads what the policy keeps in files.</param>
/// <param name="time">For the mail's date.</param>
/// <param name="believes">Whether a server is who it says it is; null: as this machine's authorities say.</param>
internal sealed class MailChannel(
    ISecrets secrets,
    TimeProvider time,
    RemoteCertificateValidationCallback? believes = null
) : IReceiverChannel
{
    public async Task<DeliveryOutcome> SendAsync(
        Delivery delivery,
        CancellationToken cancellationToken
    )
    {
        var email = (ReceiverAddress.Email)delivery.Receiver.Address;
        using var mail = MailText.Of(delivery, email, time.GetUtcNow());
        using var client = new SmtpClient
        {
            // A controller seldom reaches the servers of authorities.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = believes,
        };
        try
        {
            await client.ConnectAsync(
                email.Server,
                email.Port,
                TlsOf(email.Tls),
                cancellationToken
            );
            if (email.User.Length > 0)
            {
                await client.AuthenticateAsync(
                    email.User,
                    secrets.Read(email.PasswordFile),
                    cancellationToken
                );
            }

            var answer = await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return DeliveryOutcome.Delivered($"250 {answer}".TrimEnd());
        }
        catch (SmtpCommandException said)
        {
            var answer = $"{(int)said.StatusCode} {said.Message}";
            // A code that begins with 5 says that asking again is no use (RFC 5321 §4.2.1).
            return (int)said.StatusCode >= 500
                ? DeliveryOutcome.Refused(answer)
                : DeliveryOutcome.Failed(answer);
        }
        catch (Exception failure)
            when (failure
                    is SmtpProtocolException
                        or SslHandshakeException
                        or AuthenticationException
                        or NotSupportedException
                        or System.Net.Sockets.SocketException
            )
        {
            return DeliveryOutcome.Failed($"{email.Server}:{email.Port}: {failure.Message}");
        }
    }

    private static SecureSocketOptions TlsOf(MailTls tls) =>
        tls switch
        {
            MailTls.Tls => SecureSocketOptions.SslOnConnect,
            MailTls.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
}
