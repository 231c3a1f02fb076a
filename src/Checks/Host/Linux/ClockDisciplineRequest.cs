using System.Runtime.InteropServices;

namespace Fleet.Checks.Host.Linux;

/// <summary>adjtimex(2) with no modes set: it only reads, and needs no privilege.</summary>
internal static unsafe class ClockDisciplineRequest
{
    private const int Unsynchronised = 0x40;

    public static Reply<ClockDiscipline> Read()
    {
        var found = default(Timex);
        var state = Libc.Call(Syscall.Adjtimex, (nint)(&found));
        return state < 0
            ? Errno.Reply<ClockDiscipline>(-state, "adjtimex")
            : Reply.Ok(
                new ClockDiscipline(
                    (found.Status & Unsynchronised) == 0,
                    TimeSpan.FromMicroseconds(Math.Clamp(found.MaxError, 0, 1_000_000_000))
                )
            );
    }

    /// <summary>struct timex of linux/timex.h on 64-bit architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 208)]
    private struct Timex
    {
        [FieldOffset(24)]
        public long MaxError;

        [FieldOffset(40)]
        public int Status;
    }
}
