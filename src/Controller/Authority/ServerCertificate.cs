using System.Net;
using System.Net.Security;
using Fleet.Controller.Authority.Ca;

namespace Fleet.Controller.Authority;

/// <summary>The listener's certificate, made anew at half its life when a handshake asks for it.</summary>
/// <param name="authority">Signs it.</param>
/// <param name="names">DNS names it answers to.</param>
/// <param name="addresses">Addresses it answers to, asked for each time: they change.</param>
/// <param name="time">Says when it is due.</param>
public sealed class ServerCertificate(
    CertificateAuthority authority,
    IReadOnlyList<string> names,
    Func<IReadOnlyList<IPAddress>> addresses,
    TimeProvider time
)
{
    private readonly Lock _making = new();
    private SslStreamCertificateContext? _current;
    private DateTimeOffset _renewAt;

    /// <summary>The certificate to present now, with the intermediate. One that was handed out stays usable for the handshakes that hold it.</summary>
    public SslStreamCertificateContext Current()
    {
        lock (_making)
        {
            if (_current is null || time.GetUtcNow() >= _renewAt)
            {
                _current = SslStreamCertificateContext.Create(
                    authority.IssueServer(names, addresses()),
                    [authority.Intermediate],
                    offline: true
                );
                _renewAt = time.GetUtcNow() + (CertificateAuthority.ServerLifetime / 2);
            }

            return _current;
        }
    }
}
