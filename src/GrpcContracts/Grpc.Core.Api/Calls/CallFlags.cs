namespace Grpc.Core;

/// <summary>Switches that travel inside <see cref="CallOptions"/>.</summary>
[Flags]
internal enum CallFlags
{
    None = 0,
    WaitForReady = 1,
}
