using System.Collections.Immutable;

namespace Fleet.Checks.Judging;

/// <summary>Declares how facts are judged. Pure: the same input gives the same findings for ever.</summary>
public abstract class Rule
{
    public abstract RuleDeclaration Declaration { get; }

    /// <summary>
    /// Judges. One finding a subject, in a stable order; what holds is a pass, not silence. Called only where the check has run at least once;
    /// not-applicable and failed runs are answered by <see cref="Judge"/>'s caller for the rule as a whole.
    /// </summary>
    public abstract IEnumerable<Finding> Judge(JudgeInput input);

    /// <summary>A finding of this rule with its declared severity.</summary>
    protected Finding Finding(Outcome outcome, string subject, string summary) =>
        new()
        {
            Rule = Declaration.Id,
            Subject = subject,
            Outcome = outcome,
            Severity = Declaration.Severity,
            Summary = summary,
        };
}

/// <summary>A rule's metadata: data, not code.</summary>
public sealed record RuleDeclaration
{
    /// <summary>Stable id: check id, slash, name: <c>ssh.config/permit_root_login</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What ought to hold, in one line: <c>root cannot log in with a password</c>.</summary>
    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Why it matters, for the docs page and reports, with the domain fact's source.</summary>
    public required string Rationale { get; init; }

    /// <summary>Patterns of the fact keys it reads.</summary>
    public required ImmutableArray<string> Reads { get; init; }

    /// <summary>
    /// Patterns of the keys whose drift this rule's outcome fully decides: while it passes, their change is history, not a regression. Default: none.
    /// </summary>
    public ImmutableArray<string> Decides { get; init; } = [];

    /// <summary>Named policy parameters and their built-in values (<c>allowed = no,prohibit-password</c>).</summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>A rule id: while that rule fails on the host, this one's failure is its consequence and attaches to it.</summary>
    public string? CausedBy { get; init; }

    /// <summary>Public identifiers: <c>CIS Debian 12 5.1.20</c>, <c>sshd_config(5) PermitRootLogin</c>.</summary>
    public ImmutableArray<string> References { get; init; } = [];
}
