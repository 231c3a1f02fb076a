namespace Fleet.Controller.Cli;

/// <summary>What a command's end says to scripts.</summary>
public static class ExitCode
{
    /// <summary>Done; nothing to complain of.</summary>
    public const int Clean = 0;

    /// <summary>Something was found. Only from commands that judge: <c>check</c>, <c>can</c>, <c>preflight</c>, <c>sweep run</c>, <c>known-hosts --check</c>.</summary>
    public const int Findings = 1;

    /// <summary>A wrong word, value or name: nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>No answer: no controller, a host that is offline, or surroundings in which the controller cannot start.</summary>
    public const int Offline = 3;

    /// <summary>Not allowed.</summary>
    public const int NotAllowed = 4;

    /// <summary>A defect.</summary>
    public const int Internal = 5;
}
