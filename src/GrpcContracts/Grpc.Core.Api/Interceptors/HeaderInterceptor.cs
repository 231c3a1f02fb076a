namespace Grpc.Core.Interceptors;

/// <summary>Leads every call's headers through a function.</summary>
internal sealed class HeaderInterceptor(Func<Metadata, Metadata> rewrite) : CallRewritingInterceptor
{
    protected override ClientInterceptorContext<TRequest, TResponse> Rewrite<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> call
    ) => new(call.Method, call.Host, call.Options.WithHeaders(rewrite(call.Options.Headers ?? [])));
}
