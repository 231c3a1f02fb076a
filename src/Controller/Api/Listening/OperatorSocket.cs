using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Fleet.Controller.Api.Callers;

namespace Fleet.Controller.Api.Listening;

/// <summary>The operators' unix socket on disk.</summary>
public static partial class OperatorSocket
{
    /// <summary>What <c>sun_path</c> holds, with room to spare (unix(7): 108 bytes with the final zero).</summary>
    public const int LongestPath = 100;

    /// <summary>Why no socket can be at the path; null: it can.</summary>
    public static string? Problem(string path) =>
        Encoding.UTF8.GetByteCount(path) > LongestPath
            ? $"the socket's path {path} is longer than {LongestPath} bytes: name a shorter one with --socket"
            : null;

    /// <summary>Makes the folder and takes away what an earlier controller left.</summary>
    /// <returns>Why not: another controller answers there, or something else than a socket is there; null: ready.</returns>
    public static string? Prepare(string path)
    {
        _ = Directory.CreateDirectory(
            Path.GetDirectoryName(path)!,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        if (!File.Exists(path))
        {
            return null;
        }

        if (Answers(path))
        {
            return $"another controller answers at {path}: stop that one, or name another socket with --socket";
        }

        if (new FileInfo(path).Length > 0)
        {
            return $"{path} is not a socket: name another one with --socket";
        }

        File.Delete(path);
        return null;
    }

    /// <summary>For its owner only, or for a group besides.</summary>
    /// <exception cref="UnauthorizedAccessException">Who runs the controller may not give the socket to that group.</exception>
    public static void Restrict(string path, SocketGroup? group)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(path, owner);
        if (group is null)
        {
            return;
        }

        if (ChangeOwner(path, Unchanged, group.Id) != 0)
        {
            throw new UnauthorizedAccessException(
                $"the socket cannot be given to the group {group.Name}: who runs the controller must be in it"
            );
        }

        File.SetUnixFileMode(path, owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
    }

    public static void Remove(string path) => File.Delete(path);

    /// <summary>chown(2): an id of -1 is left as it is.</summary>
    private const uint Unchanged = uint.MaxValue;

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    private static bool Answers(string path)
    {
        using var socket = new Socket(
            AddressFamily.Unix,
            SocketType.Stream,
            ProtocolType.Unspecified
        );
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
