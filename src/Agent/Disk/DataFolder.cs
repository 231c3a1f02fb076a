namespace Fleet.Agent.Disk;

/// <summary>Where the agent keeps what must outlive it. One process at a time writes there.</summary>
/// <param name="Path">The folder; default <c>/var/lib/fleet-agent</c>.</param>
public sealed record DataFolder(string Path)
{
    public const string Default = "/var/lib/fleet-agent";

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Spool => File("spool");

    /// <summary>Why nothing can be kept there, in one line with what to do; null: it can.</summary>
    public string? Problem()
    {
        try
        {
            AtomicFile.CreateFolder(Path);
            AtomicFile.Write(File("writable"), []);
            System.IO.File.Delete(File("writable"));
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{Path} cannot be written ({refused.Message}): run as root, or choose another folder with --data";
        }
    }

    /// <summary>Takes the folder for this process until disposed; null: another process has it.</summary>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public IDisposable? Lock()
    {
        try
        {
            return new FileStream(
                File("lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            return null;
        }
    }
}
