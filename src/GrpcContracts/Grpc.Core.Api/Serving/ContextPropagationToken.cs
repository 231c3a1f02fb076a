namespace Grpc.Core;

/// <summary>Hands the context of a server's call to a call made on its behalf. Opaque.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken() { }
}
