using System.Runtime.InteropServices;

namespace Fleet.Agent.Disk;

/// <summary>Files that are there whole or not at all, whatever happens meanwhile: written beside, synchronised, renamed, the folder synchronised.</summary>
internal static partial class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces a file. Only its owner may read it.</summary>
    /// <exception cref="IOException">The folder cannot be written; the old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".tmp";
        File.Delete(beside);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var file = new FileStream(beside, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        SynchroniseFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The file's bytes; null: there certainly is none.</summary>
    /// <exception cref="UnauthorizedAccessException">Whether there is one cannot be seen, or it may not be read.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception absent)
            when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes a folder that only its owner may enter, with its parents.</summary>
    public static void CreateFolder(string path) =>
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>fsync(2) of a directory: only then a created, renamed or deleted name survives a power cut. .NET has no call for it.</summary>
    /// <exception cref="IOException">The kernel refused.</exception>
    public static void SynchroniseFolder(string path)
    {
        var descriptor = Open(path, ReadOnlyDirectory);
        var failed = descriptor < 0 || Fsync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeErrorMessage();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (failed)
        {
            throw new IOException($"{path}: cannot synchronise: {error}");
        }
    }

    /// <summary>O_RDONLY | O_CLOEXEC, as Linux numbers them on every architecture .NET runs on.</summary>
    private const int ReadOnlyDirectory = 0x80000;

    [LibraryImport(
        "libc",
        EntryPoint = "open",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
