using System.Runtime.InteropServices;

namespace Fleet.Bench.Checks;

/// <summary>Processor time in milliseconds, user and system (getrusage(2)).</summary>
/// <param name="Own">This process'.</param>
/// <param name="Children">Its children's that have ended and were waited for, with their own.</param>
internal readonly record struct CpuTime(double Own, double Children)
{
    private const int Self = 0;
    private const int EndedChildren = -1;

    // struct rusage of a 64-bit Linux: two times of two numbers each, then what is not asked for here.
    private const int Fields = 18;

    public static CpuTime Now() => new(Of(Self), Of(EndedChildren));

    public static CpuTime operator -(CpuTime after, CpuTime before) =>
        new(after.Own - before.Own, after.Children - before.Children);

    private static double Of(int who)
    {
        var usage = new long[Fields];
        return GetUsage(who, usage) == 0
            ? ((usage[0] + usage[2]) * 1000.0) + ((usage[1] + usage[3]) / 1000.0)
            : throw new InvalidOperationException("getrusage(2) failed");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int who, [Out] long[] usage);
}
