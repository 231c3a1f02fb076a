namespace Fleet.Agent.Cli;

/// <summary>What a command's exit status says.</summary>
public static class ExitCode
{
    public const int Clean = 0;

    /// <summary>Something warns or fails on this host.</summary>
    public const int Findings = 1;

    /// <summary>The command was not written as its help says, or cannot work as things are set up.</summary>
    public const int Usage = 2;

    /// <summary>Nothing is known to be wrong, but not all could be seen; or the controller could not be reached.</summary>
    public const int Undetermined = 3;

    /// <summary>Somebody who could be reached said no.</summary>
    public const int NotAllowed = 4;

    /// <summary>A defect of this program.</summary>
    public const int Internal = 5;
}
