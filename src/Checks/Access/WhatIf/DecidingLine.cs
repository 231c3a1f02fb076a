using Fleet.Checks.Access.Logins;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>The line of sshd's files that a decision rests on.</summary>
public static class DecidingLine
{
    /// <summary>The directive itself; null where another thing decides.</summary>
    public static SshdDirective? Of(LoginHost host, LoginDecision decision) =>
        decision.Source.Length == 0
            ? null
            : (host.Configuration?.Directives ?? []).FirstOrDefault(directive =>
                directive.Source.ToString() == decision.Source
            );

    /// <summary><c>AllowUsers bob</c>; empty where another thing decides. Raw text from the host.</summary>
    public static string Text(LoginHost host, LoginDecision decision) =>
        Of(host, decision) is { } directive ? $"{directive.Name} {directive.Rest.Trim()}" : "";
}
