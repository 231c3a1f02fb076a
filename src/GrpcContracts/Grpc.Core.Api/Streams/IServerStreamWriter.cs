namespace Grpc.Core;

/// <summary>The responses of a server; they end when the handler returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
