using Fleet.Controller.Authority;
using Grpc.Core;

namespace Fleet.Controller.Api.Callers;

/// <summary>Who calls, as <see cref="CallerInterceptor"/> found out.</summary>
internal static class Actor
{
    private static readonly object OperatorKey = new();
    private static readonly object AgentKey = new();

    /// <summary>The operator's name, for the audit.</summary>
    public static string Of(ServerCallContext context) => (string)context.UserState[OperatorKey];

    /// <summary>The agent of a call that only agents may make.</summary>
    public static AgentIdentity AgentOf(ServerCallContext context) =>
        (AgentIdentity)context.UserState[AgentKey];

    public static void Set(ServerCallContext context, string operatorName) =>
        context.UserState[OperatorKey] = operatorName;

    public static void Set(ServerCallContext context, AgentIdentity agent) =>
        context.UserState[AgentKey] = agent;
}
