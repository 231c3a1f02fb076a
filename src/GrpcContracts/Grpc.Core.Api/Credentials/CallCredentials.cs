namespace Grpc.Core;

/// <summary>Credentials that travel in the headers of single calls.</summary>
public abstract class CallCredentials
{
    /// <summary>Credentials that apply all of those given, in order.</summary>
    /// <exception cref="ArgumentException">Fewer than two were given.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials) =>
        new CompositeCallCredentials(credentials);

    /// <summary>Credentials that the function adds to each call's headers.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) =>
        new InterceptorCallCredentials(interceptor);

    /// <summary>Tells the transport's configurator what these credentials are. For gRPC itself.</summary>
    public abstract void InternalPopulateConfiguration(
        CallCredentialsConfiguratorBase configurator,
        object? state
    );
}
