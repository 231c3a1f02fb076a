using Fleet.Checks.Catalog;
using Fleet.Controller.Cli.Policies;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Cli.Serving;

/// <summary>A policy file that a controller is started with; it is valid.</summary>
/// <param name="File">Its name as it was given.</param>
/// <param name="Text">What it says, as it is written.</param>
public sealed record GivenPolicy(string File, string Text);

/// <summary>The policy file that a controller starts with.</summary>
internal static class PolicySource
{
    /// <summary>Reads it; null: none was named.</summary>
    /// <exception cref="CannotStartException">The file cannot be read, or is malformed.</exception>
    public static GivenPolicy? Read(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var (text, problem) = PolicyFileText.Read(file);
        if (text is null)
        {
            throw new CannotStartException(problem, ExitCode.Usage);
        }

        RequireValid(PolicyFile.Read(text, file, CheckCatalog.BuiltIn), "");
        return new GivenPolicy(file, text);
    }

    /// <summary>Refuses a policy that is not understood.</summary>
    /// <param name="reading">What reading it gave.</param>
    /// <param name="whose">Said before the first error; empty: nothing.</param>
    /// <exception cref="CannotStartException">It is malformed.</exception>
    public static void RequireValid(PolicyReading reading, string whose)
    {
        if (reading.Errors is [var first, .. var others])
        {
            throw new CannotStartException(
                others.Length == 0
                    ? $"{whose}{first}"
                    : $"{whose}{first} (and {others.Length} more errors)",
                ExitCode.Usage
            );
        }
    }
}
