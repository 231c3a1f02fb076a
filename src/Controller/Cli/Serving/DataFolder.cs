using System.Globalization;

namespace Fleet.Controller.Cli.Serving;

/// <summary>A controller's data folder, held by one controller at a time.</summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataFolder(string path, bool isNew, FileStream held) =>
        (Path, IsNew, _lock) = (path, isNew, held);

    public string Path { get; }

    /// <summary>True where no authority was here before: a first run.</summary>
    public bool IsNew { get; }

    public string Certificates => System.IO.Path.Combine(Path, "ca");

    public string Database => System.IO.Path.Combine(Path, "fleet.db");

    /// <summary>Makes the folder where it is missing and takes hold of it.</summary>
    /// <exception cref="CannotStartException">It cannot be written, or another controller holds it.</exception>
    public static DataFolder Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            _ = Directory.CreateDirectory(full, OwnerOnly);
            var held = Lock(System.IO.Path.Combine(full, "lock"));
            if (held is null)
            {
                throw new CannotStartException(
                    $"another controller (process {HolderOf(full)}) holds {full}: stop it, or name another folder with --data",
                    ExitCode.Offline
                );
            }

            File.WriteAllText(HolderFile(full), $"{Environment.ProcessId}\n");
            return new(full, !Directory.Exists(System.IO.Path.Combine(full, "ca")), held);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"the data folder {full} cannot be written: {problem.Message.TrimEnd('.')}: name another with --data",
                ExitCode.Offline,
                problem
            );
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>An flock(2) that ends with the process, however it ends; null: somebody has it.</summary>
    private static FileStream? Lock(string file)
    {
        try
        {
            return new FileStream(
                file,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        // .NET gives flock's EWOULDBLOCK (11) as the HResult.
        catch (IOException held) when (held.HResult == 11)
        {
            return null;
        }
    }

    private static string HolderFile(string folder) => System.IO.Path.Combine(folder, "holder");

    private static string HolderOf(string folder)
    {
        try
        {
            var text = File.ReadAllText(HolderFile(folder)).Trim();
            return int.TryParse(text, CultureInfo.InvariantCulture, out _) ? text : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
