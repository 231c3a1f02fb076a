using System.Net.Sockets;
using System.Text;

namespace Fleet.Controller.Api.Listening;

/// <summary>The operators' unix socket on disk.</summary>
public static class OperatorSocket
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

    /// <summary>For its owner only.</summary>
    public static void Restrict(string path) =>
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public static void Remove(string path) => File.Delete(path);

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
