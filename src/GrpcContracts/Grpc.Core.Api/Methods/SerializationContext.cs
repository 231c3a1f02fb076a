using System.Buffers;

namespace Grpc.Core;

/// <summary>Takes the bytes of one message: either a whole array, or what is written to the buffer writer.</summary>
public abstract class SerializationContext
{
    /// <summary>The message is this array, which the caller gives away. Called once.</summary>
    public virtual void Complete(byte[] payload) => throw Unsupported(nameof(Complete));

    /// <summary>Where to write the message; <see cref="Complete()"/> ends it.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() =>
        throw Unsupported(nameof(GetBufferWriter));

    /// <summary>Says the message's length in bytes before it is written, which saves copies. May be left out.</summary>
    public virtual void SetPayloadLength(int payloadLength) { }

    /// <summary>The message has been written to the buffer writer. Called once.</summary>
    public virtual void Complete() => throw Unsupported(nameof(Complete));

    private NotSupportedException Unsupported(string member) =>
        new($"{GetType()} does not support {member}.");
}
