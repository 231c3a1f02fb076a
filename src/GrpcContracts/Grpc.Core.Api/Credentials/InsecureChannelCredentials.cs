namespace Grpc.Core;

/// <summary>A channel in the clear.</summary>
internal sealed class InsecureChannelCredentials : ChannelCredentials
{
    public override void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object state
    ) => configurator.SetInsecureCredentials(state);
}
