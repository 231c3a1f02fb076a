using System.Text;
using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Cli.Serving;

/// <summary>The policy that a controller starts with.</summary>
internal static class PolicySource
{
    /// <summary>Reads it; null: the built-in one.</summary>
    /// <exception cref="CannotStartException">The file cannot be read, or is malformed.</exception>
    public static FleetPolicy Read(string? file)
    {
        if (file is null)
        {
            return FleetPolicy.BuiltIn;
        }

        var reading = PolicyFile.Read(Text(file), file, CheckCatalog.BuiltIn);
        return reading.Policy
            ?? throw new CannotStartException(
                reading.Errors.Length == 1
                    ? $"{reading.Errors[0]}"
                    : $"{reading.Errors[0]} (and {reading.Errors.Length - 1} more errors)",
                ExitCode.Usage
            );
    }

    private static string Text(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
            // One byte beyond the most tells the reader that it is too long.
            var bytes = new byte[PolicyFile.MaxBytes + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"the policy {file} cannot be read: {problem.Message.TrimEnd('.')}",
                ExitCode.Usage,
                problem
            );
        }
    }
}
