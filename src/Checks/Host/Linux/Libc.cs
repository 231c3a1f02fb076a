using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Checks.Host.Linux;

/// <summary>The C library's own symbols, on 64-bit Linux. Everything answers as the kernel does: the result, or a negative errno.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    /// <summary>CLOCK_BOOTTIME of clock_gettime(2).</summary>
    public const int ClockBoottime = 7;

    /// <summary>syscall(2): raw system calls concern the calling thread alone, where glibc's setuid family speaks for the whole process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint Call(nint number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0)
    {
        var result = Syscall(number, a, b, c, d, e, 0);
        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    public static nint Pread(int descriptor, Span<byte> into, long offset)
    {
        fixed (byte* start = into)
        {
            var result = Pread(descriptor, start, (nuint)into.Length, offset);
            return result == -1 ? -Marshal.GetLastPInvokeError() : result;
        }
    }

    public static TimeSpan Clock(int clock)
    {
        var time = stackalloc long[2];
        _ = ClockGettime(clock, time);
        return TimeSpan.FromTicks(
            (time[0] * TimeSpan.TicksPerSecond) + (time[1] / TimeSpan.NanosecondsPerTick)
        );
    }

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUid();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint EffectiveGid();

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    /// <summary>if_indextoname(3): zero where no interface has the index.</summary>
    [LibraryImport(Library, EntryPoint = "if_indextoname")]
    public static partial nint DeviceName(uint index, byte* name);

    /// <summary>getnameinfo(3): 0, or a negative EAI_ number.</summary>
    [LibraryImport(Library, EntryPoint = "getnameinfo")]
    public static partial int NameOf(
        byte* address,
        uint length,
        byte* host,
        uint hostLength,
        byte* service,
        uint serviceLength,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(
        nint number,
        nint a,
        nint b,
        nint c,
        nint d,
        nint e,
        nint f
    );

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    private static partial nint Pread(int descriptor, byte* into, nuint count, long offset);

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    private static partial int ClockGettime(int clock, long* time);
}
