namespace Fleet.Checks.Host.Linux;

/// <summary>The kernel's clocks and the boot's id.</summary>
internal static class ClockRequest
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    public static Reply<ClockReading> Read(TimeProvider time)
    {
        var boot = ProcFile.Text(BootId, out var errno);
        return boot is null
            ? Errno.Reply<ClockReading>(errno, BootId)
            : Reply.Ok(
                new ClockReading(boot.Trim(), Libc.Clock(Libc.ClockBoottime), time.GetUtcNow())
            );
    }
}
