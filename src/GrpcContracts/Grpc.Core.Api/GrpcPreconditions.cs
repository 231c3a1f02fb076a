using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core.Utils;

/// <summary>Checks at the head of a method.</summary>
public static class GrpcPreconditions
{
    /// <summary>The condition on an argument holds.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void CheckArgument([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition)
        {
            throw new ArgumentException(message: null);
        }
    }

    /// <summary>The condition on an argument holds.</summary>
    /// <exception cref="ArgumentException">It does not; the message says what.</exception>
    public static void CheckArgument([DoesNotReturnIf(false)] bool condition, string errorMessage)
    {
        if (!condition)
        {
            throw new ArgumentException(errorMessage);
        }
    }

    /// <summary>The reference, which is not null.</summary>
    /// <exception cref="ArgumentNullException">It is.</exception>
    public static T CheckNotNull<T>(T reference) =>
        reference ?? throw new ArgumentNullException(paramName: null);

    /// <summary>The reference, which is not null.</summary>
    /// <exception cref="ArgumentNullException">It is; the parameter is named.</exception>
    public static T CheckNotNull<T>(T reference, string paramName) =>
        reference ?? throw new ArgumentNullException(paramName);

    /// <summary>The object is in a state that allows the call.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void CheckState([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException();
        }
    }

    /// <summary>The object is in a state that allows the call.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message says why.</exception>
    public static void CheckState([DoesNotReturnIf(false)] bool condition, string errorMessage)
    {
        if (!condition)
        {
            throw new InvalidOperationException(errorMessage);
        }
    }
}
