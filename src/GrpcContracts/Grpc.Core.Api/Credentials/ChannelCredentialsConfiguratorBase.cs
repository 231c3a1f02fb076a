namespace Grpc.Core;

/// <summary>How a transport learns what channel credentials consist of.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>The channel is in the clear.</summary>
    public abstract void SetInsecureCredentials(object state);

    /// <summary>The channel is TLS; null means the platform's default.</summary>
    public abstract void SetSslCredentials(
        object state,
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback
    );

    /// <summary>Every call on the channel carries call credentials.</summary>
    public abstract void SetCompositeCredentials(
        object state,
        ChannelCredentials channelCredentials,
        CallCredentials callCredentials
    );
}
