using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>Whole files of /proc: made by the kernel, opened with the agent's own rights.</summary>
internal static unsafe class ProcFile
{
    private const int AtCurrentFolder = -100;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>As UTF-8; null with an errno where it cannot be read.</summary>
    public static string? Text(string path, out nint errno) =>
        Bytes(path, out errno) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    public static byte[]? Bytes(string path, out nint errno)
    {
        var descriptor = Open(path);
        if (descriptor < 0)
        {
            errno = -descriptor;
            return null;
        }

        try
        {
            return ReadAll((int)descriptor, out errno);
        }
        finally
        {
            _ = Libc.Close((int)descriptor);
        }
    }

    /// <summary>A descriptor, or a negative errno.</summary>
    public static nint Open(string path, int flags = ReadOnlyCloseOnExec)
    {
        Span<byte> name = stackalloc byte[128];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        fixed (byte* start = name)
        {
            return Libc.Call(Syscall.Openat, AtCurrentFolder, (nint)start, flags);
        }
    }

    private static byte[]? ReadAll(int descriptor, out nint errno)
    {
        var buffer = new byte[4096];
        var read = 0;
        while (true)
        {
            var got = Libc.Pread(descriptor, buffer.AsSpan(read), read);
            errno = got < 0 ? -got : 0;
            if (got < 0)
            {
                return null;
            }

            if (got == 0)
            {
                return buffer.AsSpan(0, read).ToArray();
            }

            read += (int)got;
            if (read == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
