namespace Grpc.Core;

/// <summary>How a transport learns what call credentials consist of.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>They consist of several, applied in order.</summary>
    public abstract void SetCompositeCredentials(
        object? state,
        IReadOnlyList<CallCredentials> credentials
    );

    /// <summary>They are added by a function.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(
        object? state,
        AsyncAuthInterceptor interceptor
    );
}
