using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Roles;
using Grpc.Core;

namespace Fleet.Controller.Api.Callers;

/// <summary>Who calls, as <see cref="CallerInterceptor"/> found out.</summary>
internal static class Actor
{
    private static readonly object OperatorKey = new();
    private static readonly object AgentKey = new();

    /// <summary>The operator's name, for the audit.</summary>
    public static string Of(ServerCallContext context) => OperatorOf(context).Name;

    /// <summary>The operator of a call that only operators may make.</summary>
    public static OperatorIdentity OperatorOf(ServerCallContext context) =>
        (OperatorIdentity)context.UserState[OperatorKey];

    /// <summary>The agent of a call that only agents may make.</summary>
    public static AgentIdentity AgentOf(ServerCallContext context) =>
        (AgentIdentity)context.UserState[AgentKey];

    public static void Set(ServerCallContext context, OperatorIdentity caller) =>
        context.UserState[OperatorKey] = caller;

    public static void Set(ServerCallContext context, AgentIdentity agent) =>
        context.UserState[AgentKey] = agent;
}
