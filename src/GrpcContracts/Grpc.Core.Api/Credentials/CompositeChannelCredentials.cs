namespace Grpc.Core;

/// <summary>Channel credentials with call credentials for every call on the channel.</summary>
internal sealed class CompositeChannelCredentials : ChannelCredentials
{
    private readonly ChannelCredentials channelCredentials;
    private readonly CallCredentials callCredentials;

    public CompositeChannelCredentials(
        ChannelCredentials channelCredentials,
        CallCredentials callCredentials
    )
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        this.channelCredentials = channelCredentials;
        this.callCredentials = callCredentials;
    }

    public override void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object state
    ) => configurator.SetCompositeCredentials(state, channelCredentials, callCredentials);
}
