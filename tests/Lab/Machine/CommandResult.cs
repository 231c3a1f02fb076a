namespace Fleet.Lab;

/// <summary>What a command left behind. <paramref name="Exit"/> is its exit status; 124 when it was stopped at its time limit.</summary>
public sealed record CommandResult(int Exit, string Stdout, string Stderr)
{
    public const int TimedOut = 124;

    public bool Succeeded => Exit == 0;

    /// <summary>The same result, or an exception that shows the command and what it said.</summary>
    /// <exception cref="LabException">The command did not exit with 0.</exception>
    public CommandResult OrThrow(string what) =>
        Succeeded ? this : throw new LabException($"{what}: exit {Exit}\n{Stdout}{Stderr}");
}

/// <summary>The lab itself could not do what it was asked; never a fault that a scenario injected.</summary>
public sealed class LabException(string message) : Exception(message);
