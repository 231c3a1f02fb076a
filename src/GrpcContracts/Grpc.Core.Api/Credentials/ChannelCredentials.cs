namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>No encryption, no authentication.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureChannelCredentials();

    /// <summary>TLS with the defaults of the platform.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>
    /// Channel credentials that also add call credentials to every call. Whether the two go together is the transport's to say.
    /// </summary>
    public static ChannelCredentials Create(
        ChannelCredentials channelCredentials,
        CallCredentials callCredentials
    ) => new CompositeChannelCredentials(channelCredentials, callCredentials);

    /// <summary>Tells the transport's configurator what these credentials are. For gRPC itself.</summary>
    public abstract void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object state
    );
}
