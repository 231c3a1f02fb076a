namespace Fleet.Agent.Disk;

/// <summary>A folder for what need not outlive this process: in memory where the machine keeps such a place, so that synchronising it costs nothing. What a killed process left behind is removed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string InMemory = "/dev/shm";
    private const string LockName = "lock";
    private readonly FileStream _held;

    private ScratchFolder(string path, FileStream held) => (Path, _held) = (path, held);

    public string Path { get; }

    /// <summary>Makes one.</summary>
    /// <param name="purpose">The beginning of its name, by which those of dead processes are known.</param>
    /// <exception cref="IOException">No place can be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static ScratchFolder Make(string purpose)
    {
        var place = Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath();
        RemoveAbandoned(place, purpose);
        var path = System.IO.Path.Combine(place, $"{purpose}-{Guid.NewGuid():N}");
        AtomicFile.CreateFolder(path);
        return new ScratchFolder(path, Hold(path));
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _held.Dispose();
    }

    private static FileStream Hold(string path) =>
        new(
            System.IO.Path.Combine(path, LockName),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );

    private static void RemoveAbandoned(string place, string purpose)
    {
        foreach (var folder in Directory.EnumerateDirectories(place, $"{purpose}-*"))
        {
            try
            {
                // Held by a process that lives, or another user's: not ours to remove.
                using var held = Hold(folder);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }
}
