namespace Grpc.Core;

/// <summary>How a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>It may wait in a buffer for the next one.</summary>
    BufferHint = 0x1,

    /// <summary>It is not compressed.</summary>
    NoCompress = 0x2,
}
