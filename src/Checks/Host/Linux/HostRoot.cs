using System.Runtime.CompilerServices;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>
/// The folder that stands for <c>/</c>. Paths resolve inside it by openat2(2) with RESOLVE_IN_ROOT: no <c>..</c> and no symbolic link leads out, and
/// /proc's magic links lead nowhere.
/// </summary>
internal sealed unsafe class HostRoot
{
    private const ulong ResolveInRoot = 0x10;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const int PathOnly = 0x200000 | 0x80000;
    private const int AtCurrentFolder = -100;

    /// <summary>A rename during resolution makes the kernel answer EAGAIN (openat2(2)); a folder that is always renamed must not hold us.</summary>
    private const int Attempts = 16;

    private readonly nint _descriptor;
    private readonly bool _hasOpenat2;

    /// <exception cref="IOException">There is no such folder, or the kernel cannot confine paths to it.</exception>
    public HostRoot(string path)
    {
        Path = path;
        var root = Encoding.UTF8.GetBytes(path + "\0");
        fixed (byte* start = root)
        {
            _descriptor = Libc.Call(Syscall.Openat, AtCurrentFolder, (nint)start, PathOnly);
        }

        if (_descriptor < 0)
        {
            throw new IOException($"{path}: {Errno.Text(-_descriptor)}");
        }

        Prefix = Descriptor.Target((int)_descriptor) is "/" or null
            ? ""
            : Descriptor.Target((int)_descriptor)!;
        var probe = Confined(Opening.ToLookAt("/", followLinks: true));
        _hasOpenat2 = probe >= 0;
        if (_hasOpenat2)
        {
            _ = Libc.Close((int)probe);
        }
        else if (!IsWholeHost)
        {
            throw new IOException(
                $"{path}: this kernel cannot confine paths to a folder (openat2, Linux 5.6): {Errno.Text(-probe)}"
            );
        }
    }

    public string Path { get; }

    /// <summary>True where the root is the agent's own: its processes, sockets and commands are the host's.</summary>
    public bool IsWholeHost => Prefix.Length == 0;

    /// <summary>The real path of the root without a final slash; empty for <c>/</c>.</summary>
    public string Prefix { get; }

    /// <summary>A descriptor, or a negative errno.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public nint Open(in Opening opening)
    {
        if (_hasOpenat2)
        {
            return Confined(opening);
        }

        fixed (byte* path = opening.Path)
        {
            return Libc.Call(Syscall.Openat, AtCurrentFolder, (nint)path, opening.Flags);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Confined(in Opening opening)
    {
        var how = stackalloc ulong[3];
        how[0] = (ulong)opening.Flags;
        how[1] = 0;
        how[2] = ResolveInRoot | ResolveNoMagicLinks;
        fixed (byte* path = opening.Path)
        {
            nint result = -Errno.Again;
            for (var attempt = 0; result == -Errno.Again && attempt < Attempts; attempt++)
            {
                result = Libc.Call(
                    Syscall.Openat2,
                    _descriptor,
                    (nint)path,
                    (nint)how,
                    3 * sizeof(ulong)
                );
            }

            return result;
        }
    }
}
