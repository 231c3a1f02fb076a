using System.Runtime.InteropServices;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>What can be asked of an open file.</summary>
internal static unsafe class Descriptor
{
    private const int EmptyPath = 0x1000;
    private const int BasicStatus = 0x7ff;
    private const int LongestPath = 4096;

    /// <summary>statx(2) of the open file itself. Null with an errno where it fails.</summary>
    public static FileStatus? Status(int descriptor, out nint errno)
    {
        StatxBuffer found;
        byte empty = 0;
        var result = Libc.Call(
            Syscall.Statx,
            descriptor,
            (nint)(&empty),
            EmptyPath,
            BasicStatus,
            (nint)(&found)
        );
        errno = result < 0 ? -result : 0;
        return result < 0
            ? null
            : new FileStatus(
                Kind(found.Mode),
                found.Mode & 0xfff,
                found.Uid,
                found.Gid,
                (long)found.Size,
                DateTimeOffset.UnixEpoch.AddTicks(
                    (found.ModifiedSeconds * TimeSpan.TicksPerSecond)
                        + (found.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick)
                ),
                found.Inode,
                ((ulong)found.DeviceMajor << 32) | found.DeviceMinor
            );
    }

    /// <summary>The real path of an open file, as the kernel knows it; null where it cannot say, or where the path is no UTF-8.</summary>
    public static string? Target(int descriptor) => Link(-100, $"/proc/self/fd/{descriptor}");

    /// <summary>readlinkat(2); null where it fails or the target is no UTF-8.</summary>
    public static string? Link(int folder, string path)
    {
        Span<byte> name = stackalloc byte[64];
        name = name[..Encoding.UTF8.GetBytes(path + "\0", name)];
        Span<byte> target = stackalloc byte[LongestPath];
        fixed (byte* from = name)
        fixed (byte* into = target)
        {
            var length = Libc.Call(Syscall.Readlinkat, folder, (nint)from, (nint)into, LongestPath);
            if (length < 0)
            {
                return null;
            }

            var text = Encoding.UTF8.GetString(target[..(int)length]);
            return text.Contains('\ufffd') ? null : text;
        }
    }

    private static FileKind Kind(int mode) =>
        (mode & 0xf000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xa000 => FileKind.SymbolicLink,
            0x1000 => FileKind.Fifo,
            0xc000 => FileKind.Socket,
            0x2000 => FileKind.CharacterDevice,
            0x6000 => FileKind.BlockDevice,
            _ => FileKind.Unspecified,
        };

    /// <summary>struct statx of linux/stat.h: the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(20)]
        public uint Uid;

        [FieldOffset(24)]
        public uint Gid;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
