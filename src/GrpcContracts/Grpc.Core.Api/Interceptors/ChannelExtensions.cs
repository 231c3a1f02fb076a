namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors on a channel.</summary>
public static class ChannelExtensions
{
    /// <summary>An invoker over the channel whose calls pass the interceptor.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, Interceptor interceptor) =>
        channel.CreateCallInvoker().Intercept(interceptor);

    /// <summary>An invoker over the channel whose calls pass the interceptors in the order given.</summary>
    public static CallInvoker Intercept(
        this ChannelBase channel,
        params Interceptor[] interceptors
    ) => channel.CreateCallInvoker().Intercept(interceptors);

    /// <summary>An invoker over the channel whose calls' headers pass the function.</summary>
    public static CallInvoker Intercept(
        this ChannelBase channel,
        Func<Metadata, Metadata> interceptor
    ) => channel.CreateCallInvoker().Intercept(interceptor);
}
