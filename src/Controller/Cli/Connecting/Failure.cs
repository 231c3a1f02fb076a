using System.Net.Sockets;
using Grpc.Core;

namespace Fleet.Controller.Cli.Connecting;

/// <summary>Says in one line why a call failed, and with which exit code.</summary>
public static class Failure
{
    public static (string Said, int ExitCode) Of(RpcException failure, ControllerClient client)
    {
        var place = client.Place;
        if (client.TrustProblem.Length > 0)
        {
            return (
                $"{place} is not the pinned controller: {client.TrustProblem}",
                ExitCode.Offline
            );
        }

        if (SocketErrorOf(failure) is { } error)
        {
            return error == SocketError.AccessDenied
                ? (
                    $"{place} belongs to another user: run as that user, or with sudo",
                    ExitCode.NotAllowed
                )
                : (
                    $"no controller answers at {place}: start one with `fleet serve` (or ./fleet up)",
                    ExitCode.Offline
                );
        }

        return failure.StatusCode switch
        {
            StatusCode.NotFound
            or StatusCode.InvalidArgument
            or StatusCode.AlreadyExists
            or StatusCode.FailedPrecondition => (failure.Status.Detail, ExitCode.Usage),
            StatusCode.Unavailable => (
                failure.Status.Detail.Length > 0
                    ? failure.Status.Detail
                    : $"the controller at {place} went away",
                ExitCode.Offline
            ),
            StatusCode.DeadlineExceeded => (
                "no answer in time: the controller or the host is busy or gone",
                ExitCode.Offline
            ),
            StatusCode.PermissionDenied or StatusCode.Unauthenticated => (
                failure.Status.Detail,
                ExitCode.NotAllowed
            ),
            _ => (
                $"the controller failed ({failure.StatusCode}: {failure.Status.Detail}): its log says more",
                ExitCode.Internal
            ),
        };
    }

    private static SocketError? SocketErrorOf(RpcException failure)
    {
        for (
            var inner = failure.Status.DebugException;
            inner is not null;
            inner = inner.InnerException
        )
        {
            if (inner is SocketException { SocketErrorCode: var code })
            {
                return code;
            }
        }

        return null;
    }
}
