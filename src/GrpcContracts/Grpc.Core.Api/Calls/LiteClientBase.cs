namespace Grpc.Core;

/// <summary>What clients generated with the <c>lite_client</c> option are built on: an invoker and no more.</summary>
public abstract class LiteClientBase
{
    /// <summary>A client without a channel, for test doubles; its calls throw.</summary>
    protected LiteClientBase()
        : this(new UnimplementedCallInvoker()) { }

    /// <summary>A client that calls over the channel.</summary>
    public LiteClientBase(ChannelBase channel)
        : this(channel.CreateCallInvoker()) { }

    /// <summary>A client that calls through the invoker, for instance an intercepted one.</summary>
    public LiteClientBase(CallInvoker callInvoker)
    {
        ArgumentNullException.ThrowIfNull(callInvoker);
        CallInvoker = callInvoker;
    }

    /// <summary>What the generated methods call through.</summary>
    protected CallInvoker CallInvoker { get; }
}
