namespace Grpc.Core;

/// <summary>How a call ended, with the words the server sent about it.</summary>
public readonly struct Status
{
    /// <summary>OK, without words.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled, without words.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status with its words.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, debugException: null) { }

    /// <summary>A status with its words and what the client saw go wrong.</summary>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>The words; empty when there are none.</summary>
    public string Detail { get; }

    /// <summary>What the client saw go wrong; never sent, for debugging only.</summary>
    public Exception? DebugException { get; }

    /// <inheritdoc />
    public override string ToString() =>
        DebugException is null
            ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
            : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException}\")";
}
