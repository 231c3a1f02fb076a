namespace Fleet.Agent.Disk;

/// <summary>Where the agent keeps what must outlive it. One process at a time writes there.</summary>
/// <param name="Path">The folder; default <c>/var/lib/fleet-agent</c>.</param>
public sealed record DataFolder(string Path)
{
    public const string Default = "/var/lib/fleet-agent";

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Spool => File("spool");

    /// <summary>Takes the folder for this process until disposed.</summary>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public IDisposable Lock()
    {
        AtomicFile.CreateFolder(Path);
        return new FileStream(
            File("lock"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );
    }
}
