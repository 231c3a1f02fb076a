using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Sending;
using Fleet.Controller.Notifications.Sending.Mail;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Notifications.Sending;

/// <summary>Against a real mail server in a process of its own.</summary>
public sealed class MailTests
{
    private readonly KnownSecrets _secrets = new() { Files = { ["/password"] = "s3cr3t" } };

    [Fact]
    public async Task A_mail_bears_the_messages_id_and_says_all_of_it()
    {
        await using var server = await SmtpReceiver.StartAsync();

        var outcome = await SendAsync(Plain(server));

        Assert.Equal(DeliveryKind.Delivered, outcome.Kind);
        var mail = Assert.Single(server.Mails());
        Assert.Equal(["ops@example.org", "boss@example.org"], mail.To);
        Assert.Equal("<fleet-7-abc@example.net>", mail.Header("Message-Id"));
        Assert.Equal("<fleet-group-3@example.net>", mail.Header("References"));
        Assert.Equal("fleet-7-abc", mail.Header("Fleet-Notification-Id"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Contains("affects: root may log in with a password", mail.Lines);
        Assert.Contains(
            mail.Lines,
            line => line.StartsWith("more: fleet regression 121", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task No_text_of_a_host_becomes_a_header()
    {
        await using var server = await SmtpReceiver.StartAsync();

        await SendAsync(
            Deliveries.To(Plain(server).Receiver.Address, Deliveries.Message(Deliveries.Hostile))
        );

        var mail = Assert.Single(server.Mails());
        Assert.DoesNotContain(
            mail.Headers,
            line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal(["ops@example.org", "boss@example.org"], mail.To);
        Assert.DoesNotContain(
            mail.Lines,
            line =>
                line.Contains("<script>", StringComparison.Ordinal)
                && line.Contains("<pre>", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("451", DeliveryKind.Failed, "451 come back later")]
    [InlineData("550", DeliveryKind.Refused, "550 not here")]
    public async Task What_the_server_says_is_what_is_told(
        string fault,
        DeliveryKind kind,
        string answer
    )
    {
        await using var server = await SmtpReceiver.StartAsync();
        server.Fault = fault;

        var outcome = await SendAsync(Plain(server));

        Assert.Equal((kind, answer), (outcome.Kind, outcome.Answer));
        Assert.Empty(server.Mails());
    }

    [Fact]
    public async Task A_server_that_is_gone_is_named()
    {
        await using var server = await SmtpReceiver.StartAsync();
        await server.KillAsync();

        var outcome = await SendAsync(Plain(server));

        Assert.Equal(DeliveryKind.Failed, outcome.Kind);
        Assert.StartsWith($"127.0.0.1:{server.Port}: ", outcome.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_said_unless_the_policy_allows_it()
    {
        await using var server = await SmtpReceiver.StartAsync();

        var outcome = await SendAsync(
            Deliveries.To(Address(server) with { Tls = MailTls.StartTls })
        );

        Assert.Equal(DeliveryKind.Failed, outcome.Kind);
        Assert.Contains("STARTTLS", outcome.Answer, StringComparison.Ordinal);
        Assert.Empty(server.Mails());
    }

    [Fact]
    public async Task Over_STARTTLS_it_logs_in_and_a_server_that_nobody_vouches_for_gets_nothing()
    {
        using var folder = new TempFolder();
        var (certificate, key) = WriteCertificate(folder.Path);
        await using var server = await SmtpReceiver.StartAsync(certificate, key);
        var delivery = Deliveries.To(
            Address(server) with
            {
                Tls = MailTls.StartTls,
                User = "fleet",
                PasswordFile = "/password",
            }
        );

        var refused = await SendAsync(delivery);
        var taken = await new MailChannel(
            _secrets,
            TimeProvider.System,
            (_, shown, _, _) => shown?.Subject == "CN=mail.example.org"
        ).SendAsync(delivery, CancellationToken.None);

        Assert.Equal(DeliveryKind.Failed, refused.Kind);
        Assert.Equal(DeliveryKind.Delivered, taken.Kind);
        var mail = Assert.Single(server.Mails());
        Assert.Equal((true, ":fleet:s3cr3t"), (mail.Tls, mail.User));
    }

    private static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(
            "CN=mail.example.org",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (first, second) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(first, certificate.ExportCertificatePem());
        File.WriteAllText(second, key.ExportPkcs8PrivateKeyPem());
        return (first, second);
    }

    private static Delivery Plain(SmtpReceiver server) => Deliveries.To(Address(server));

    private static ReceiverAddress.Email Address(SmtpReceiver server) =>
        new(
            ["ops@example.org", "boss@example.org"],
            "fleet@example.net",
            "127.0.0.1",
            server.Port,
            MailTls.None,
            "",
            ""
        );

    private Task<DeliveryOutcome> SendAsync(Delivery delivery) =>
        new MailChannel(_secrets, TimeProvider.System).SendAsync(delivery, CancellationToken.None);
}
