using Fleet.Checks.Judging;

namespace Fleet.Controller.Cli.Serving;

/// <summary>The policy that a controller starts with.</summary>
internal static class PolicySource
{
    /// <summary>Reads it; null: the built-in one.</summary>
    /// <exception cref="CannotStartException">The file cannot be read, or is malformed.</exception>
    public static Policy Read(string? file) =>
        file is null
            ? Policy.BuiltIn
            : throw new CannotStartException(
                $"{file}: policy files are not read yet",
                ExitCode.Usage
            );
}
