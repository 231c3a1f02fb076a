using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging;

/// <summary>What reading a policy file gave: a policy, or every error in it.</summary>
/// <param name="Policy">Null where there is an error: a policy is never taken in part.</param>
/// <param name="Errors">In the order of the text; empty where there is a policy.</param>
public sealed record PolicyReading(FleetPolicy? Policy, ImmutableArray<PolicyError> Errors);

/// <summary>One error in a policy file: where it is, what was expected and what to do. Safe to print: text from the file is escaped.</summary>
/// <param name="File">The file's name, as it was given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Message">One line, no full stop.</param>
public sealed record PolicyError(string File, int Line, int Column, string Message)
{
    /// <summary><c>policy.yaml:4:15: …</c></summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
