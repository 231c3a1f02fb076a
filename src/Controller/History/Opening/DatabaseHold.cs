namespace Fleet.Controller.History.Opening;

/// <summary>A lock file beside the database, held while it is open: two controllers on one database would each judge upon state the other changed.</summary>
internal static class DatabaseHold
{
    /// <exception cref="HistoryException">Somebody holds it, or the folder cannot be written.</exception>
    public static FileStream Take(string path)
    {
        try
        {
            return new FileStream(
                path + ".lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (UnauthorizedAccessException denied)
        {
            throw NotAccessible(path, denied);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw NotAccessible(path, missing);
        }
        catch (IOException held)
        {
            throw IsReadOnly(held)
                ? NotAccessible(path, held)
                : new HistoryException(
                    HistoryFault.InUse,
                    $"{path} is in use by another controller: stop that one, or name another data folder",
                    held
                );
        }
    }

    // EROFS (30), ENOSPC (28): errno(3). .NET passes the raw errno in HResult.
    private static bool IsReadOnly(IOException failure) => failure.HResult is 30 or 28;

    private static HistoryException NotAccessible(string path, Exception inner) =>
        new(
            HistoryFault.NotAccessible,
            $"{path} cannot be written: {inner.Message} Give the controller's user the folder, or name another data folder",
            inner
        );
}
