using System.Runtime.InteropServices;

namespace Fleet.Checks.Host.Linux;

/// <summary>fstatfs(2) of an open file, which may be a mere path (O_PATH, since Linux 3.12).</summary>
internal static unsafe class FileSystemSpace
{
    public static Reply<SpaceStatus> Read(int descriptor, string path)
    {
        StatfsBuffer found;
        var result = Libc.Call(Syscall.Fstatfs, descriptor, (nint)(&found));
        return result < 0
            ? Errno.Reply<SpaceStatus>(-result, path)
            : Reply.Ok(
                new SpaceStatus(
                    Bytes(found.Blocks, found),
                    Bytes(found.Free, found),
                    Bytes(found.Available, found),
                    Clamp(found.Files),
                    Clamp(found.FreeFiles)
                )
            );
    }

    // f_blocks counts fragments where a file system has them (statvfs(3) f_frsize).
    private static long Bytes(ulong blocks, in StatfsBuffer found) =>
        Clamp(
            (UInt128)blocks * (ulong)(found.FragmentSize > 0 ? found.FragmentSize : found.BlockSize)
        );

    private static long Clamp(UInt128 number) =>
        number > long.MaxValue ? long.MaxValue : (long)number;

    /// <summary>struct statfs of asm-generic/statfs.h, the same on every 64-bit architecture that .NET runs on.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 120)]
    private struct StatfsBuffer
    {
        [FieldOffset(8)]
        public long BlockSize;

        [FieldOffset(16)]
        public ulong Blocks;

        [FieldOffset(24)]
        public ulong Free;

        [FieldOffset(32)]
        public ulong Available;

        [FieldOffset(40)]
        public ulong Files;

        [FieldOffset(48)]
        public ulong FreeFiles;

        [FieldOffset(72)]
        public long FragmentSize;
    }
}
