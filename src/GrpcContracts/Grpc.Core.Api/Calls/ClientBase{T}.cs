namespace Grpc.Core;

/// <summary>What a generated client of type <typeparamref name="T"/> is built on.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>A client without a channel, for test doubles; its calls throw.</summary>
    protected ClientBase() { }

    /// <summary>A client with another client's configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration) { }

    /// <summary>A client that calls over the channel.</summary>
    public ClientBase(ChannelBase channel)
        : base(channel) { }

    /// <summary>A client that calls through the invoker, for instance an intercepted one.</summary>
    public ClientBase(CallInvoker callInvoker)
        : base(callInvoker) { }

    /// <summary>The same client, saying this host (the <c>:authority</c> of HTTP/2) in its calls.</summary>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>Makes the generated type; generated code overrides it.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
