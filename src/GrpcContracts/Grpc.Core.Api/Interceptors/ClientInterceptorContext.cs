namespace Grpc.Core.Interceptors;

/// <summary>The call that a client's interceptor is asked about.</summary>
public readonly struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>A call of the method with these options.</summary>
    public ClientInterceptorContext(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options
    )
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host to name; null for the channel's.</summary>
    public string? Host { get; }

    /// <summary>Headers, deadline and the rest.</summary>
    public CallOptions Options { get; }
}
