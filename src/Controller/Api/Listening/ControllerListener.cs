using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Fleet.Controller.Api.Listening;

/// <summary>Sets Kestrel up: TLS for agents, a unix socket for operators, and where asked a plain port for metrics.</summary>
public static class ControllerListener
{
    /// <summary>Larger than any record an agent makes, which goes whole with all its documents; protects against one that would not end.</summary>
    public const int LargestMessage = 64 * 1024 * 1024;

    public static void Configure(
        KestrelServerOptions kestrel,
        ListenPlan plan,
        ServerCertificate certificate,
        AgentGate gate
    )
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Listen(
            plan.Agents,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                _ = listen.UseHttps(Tls(certificate, gate));
            }
        );
        kestrel.ListenUnixSocket(plan.Socket, listen => listen.Protocols = HttpProtocols.Http2);
        if (plan.Metrics is { } metrics)
        {
            kestrel.Listen(metrics, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }

    /// <summary>
    /// A client certificate is asked for, not required: joining and renewing come without. One that is shown must be good.
    /// Sessions are not resumed: a resumed one would not show its certificate again.
    /// </summary>
    private static TlsHandshakeCallbackOptions Tls(ServerCertificate certificate, AgentGate gate) =>
        new()
        {
            OnConnection = _ =>
                ValueTask.FromResult(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = certificate.Current(),
                        ClientCertificateRequired = true,
                        RemoteCertificateValidationCallback = (_, shown, _, _) =>
                            shown is null || gate.Admits((X509Certificate2)shown),
                        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        AllowTlsResume = false,
                    }
                ),
        };
}
