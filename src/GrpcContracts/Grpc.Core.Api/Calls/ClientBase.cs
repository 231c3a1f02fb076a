namespace Grpc.Core;

/// <summary>What every generated client is built on.</summary>
public abstract partial class ClientBase
{
    /// <summary>A client without a channel, for test doubles; its calls throw.</summary>
    protected ClientBase()
        : this(new UnimplementedCallInvoker()) { }

    /// <summary>A client with another client's configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        CallInvoker = configuration.CreateCallInvoker();
    }

    /// <summary>A client that calls over the channel.</summary>
    public ClientBase(ChannelBase channel)
        : this(channel.CreateCallInvoker()) { }

    /// <summary>A client that calls through the invoker, for instance an intercepted one.</summary>
    public ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker, host: null)) { }

    /// <summary>What the generated methods call through.</summary>
    protected CallInvoker CallInvoker { get; }

    internal ClientBaseConfiguration Configuration { get; }
}
