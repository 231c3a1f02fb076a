using Grpc.Core;
using NearestName = Fleet.Checks.Reporting.NearestName;

namespace Fleet.Controller.Api.Operating;

/// <summary>How the operators' services say no: one line, what was expected, what to do.</summary>
internal static class Refusal
{
    public static RpcException Invalid(string why) => new(new(StatusCode.InvalidArgument, why));

    public static RpcException NotFound(string why) => new(new(StatusCode.NotFound, why));

    public static RpcException NoHost(string name, IReadOnlyList<string> known)
    {
        var help =
            known.Count == 0 ? " No host has joined yet: fleet token create shows how"
            : NearestName.To(name, known) is { } nearest ? $" Did you mean {nearest}?"
            : " See fleet hosts";
        return NotFound($"no host is named {name}.{help}");
    }
}
