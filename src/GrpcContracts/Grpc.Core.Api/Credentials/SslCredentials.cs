namespace Grpc.Core;

/// <summary>A channel over TLS.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    private readonly VerifyPeerCallback? verifyPeerCallback;

    /// <summary>TLS with the platform's roots and no client certificate.</summary>
    public SslCredentials()
        : this(null, null, null) { }

    /// <summary>TLS that trusts these roots (PEM).</summary>
    public SslCredentials(string? rootCertificates)
        : this(rootCertificates, null, null) { }

    /// <summary>TLS that trusts these roots (PEM) and shows a client certificate.</summary>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null) { }

    /// <summary>TLS that also asks the callback whether the server is the one that is meant.</summary>
    public SslCredentials(
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback
    )
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        this.verifyPeerCallback = verifyPeerCallback;
    }

    /// <summary>Trusted roots (PEM); null for the platform's.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client's certificate and key; null for none.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    /// <inheritdoc />
    public override void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object state
    ) =>
        configurator.SetSslCredentials(
            state,
            RootCertificates,
            KeyCertificatePair,
            verifyPeerCallback
        );
}
