using Fleet.Protos.Trust;
using Grpc.Core;

namespace Fleet.Agent.Enrolment;

/// <summary>How a request for a certificate ended.</summary>
/// <param name="Why">Why it was not granted; for a granted one, what is odd about the controller's certificate, or nothing.</param>
public abstract record Asked(string Why)
{
    public sealed record Granted(Membership Membership, string Remark) : Asked(Remark);

    /// <summary>Somebody answered, and it will not be: a wrong pin, a bad token, a revoked certificate.</summary>
    public sealed record Refused(string Why) : Asked(Why);

    /// <summary>Nobody could be asked; later perhaps.</summary>
    public sealed record Unreachable(string Why) : Asked(Why);

    /// <summary>What a failed call means.</summary>
    internal static Asked Failed(RpcException failure, ServerTrust trust, string controller) =>
        failure.StatusCode switch
        {
            _ when trust.Problem != "" => new Refused(
                $"{controller} is not the controller that the pin names: {trust.Problem}"
            ),
            StatusCode.Unauthenticated
            or StatusCode.PermissionDenied
            or StatusCode.InvalidArgument
            or StatusCode.AlreadyExists
            or StatusCode.FailedPrecondition
            or StatusCode.NotFound => new Refused(failure.Status.Detail),
            StatusCode.Unimplemented => new Refused(
                $"{controller} answers, but is no Fleet controller"
            ),
            StatusCode.DeadlineExceeded => new Unreachable($"{controller} does not answer"),
            _ => new Unreachable($"{controller} cannot be reached: {Innermost(failure)}"),
        };

    /// <summary>The reason under the wrapping: "Connection refused", not "Error starting gRPC call".</summary>
    private static string Innermost(RpcException failure)
    {
        var cause = failure.Status.DebugException;
        while (cause?.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause?.Message ?? failure.Status.Detail;
    }
}
