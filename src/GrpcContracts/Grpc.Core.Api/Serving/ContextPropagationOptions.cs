namespace Grpc.Core;

/// <summary>What of a server's call is handed to a call made on its behalf.</summary>
public class ContextPropagationOptions(
    bool propagateDeadline = true,
    bool propagateCancellation = true
)
{
    /// <summary>Everything.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Whether the deadline is.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Whether the cancellation is.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}
