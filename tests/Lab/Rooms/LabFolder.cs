using System.Security.Cryptography;

namespace Fleet.Lab.Rooms;

/// <summary>
/// One lab's folder, <c>/run/fleet-lab/ID</c>. Its <c>lock</c> file is held (flock) while the lab's process lives, so a folder whose lock
/// nobody holds belongs to a lab that crashed.
/// </summary>
internal sealed class LabFolder : IAsyncDisposable
{
    public const string Base = "/run/fleet-lab";

    private const string Door = $"{Base}/.door";

    private readonly FileStream held;

    private LabFolder(string id, FileStream held) => (Id, this.held) = (id, held);

    public string Id { get; }

    public string Path => $"{Base}/{Id}";

    public string KeeperFile => $"{Path}/keeper";

    /// <summary>Sweeps what crashed labs left, then makes a new folder. Both under one lock, so that a folder is never seen before its lock is held.</summary>
    public static async Task<LabFolder> ClaimAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Base);
        await using var door = await LockAsync(Door, cancel);
        await Sweep.LeftoversAsync(cancel);
        var id =
            $"{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";
        Directory.CreateDirectory($"{Base}/{id}");
        File.SetUnixFileMode(
            $"{Base}/{id}",
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        var mine =
            TryLock($"{Base}/{id}/lock")
            ?? throw new LabException($"{Base}/{id}/lock is held by another process");
        return new LabFolder(id, mine);
    }

    /// <summary>The open lock, or null when a living process holds it.</summary>
    public static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(
                path,
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

    /// <summary>Behind the same door as sweeping, which would otherwise find a folder whose lock file is just gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var door = await LockAsync(Door, CancellationToken.None);
        Directory.Delete(Path, recursive: true);
        await held.DisposeAsync();
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            if (TryLock(path) is { } held)
            {
                return held;
            }
            await Task.Delay(20, cancel);
        }
    }
}
