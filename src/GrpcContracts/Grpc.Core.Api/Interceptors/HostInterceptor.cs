namespace Grpc.Core.Interceptors;

/// <summary>Names a host in every call.</summary>
internal sealed class HostInterceptor(string host) : CallRewritingInterceptor
{
    protected override ClientInterceptorContext<TRequest, TResponse> Rewrite<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> call
    ) => new(call.Method, host, call.Options);
}
