namespace Grpc.Core;

/// <summary>Several call credentials, applied in order.</summary>
internal sealed class CompositeCallCredentials : CallCredentials
{
    private readonly IReadOnlyList<CallCredentials> credentials;

    public CompositeCallCredentials(CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2)
        {
            throw new ArgumentException(
                $"Composing takes two or more call credentials; {credentials.Length} given.",
                nameof(credentials)
            );
        }

        this.credentials = [.. credentials];
    }

    public override void InternalPopulateConfiguration(
        CallCredentialsConfiguratorBase configurator,
        object? state
    ) => configurator.SetCompositeCredentials(state, credentials);
}
