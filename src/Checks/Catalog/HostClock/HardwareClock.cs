using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>The battery's clock, from which the next boot starts.</summary>
internal static class HardwareClock
{
    private const string File = "/sys/class/rtc/rtc0/since_epoch";

    /// <summary>The third line of hwclock's file says LOCAL where the clock runs in local time (adjtime_config(5)).</summary>
    private const string Zone = "/etc/adjtime";

    public static async ValueTask LookAsync(
        IHost host,
        DateTimeOffset wall,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(new ReadFile(File), cancellationToken);
        if (
            !asked.IsOk
            || !long.TryParse(
                asked.Value.Text.AsSpan().Trim(),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var seconds
            )
        )
        {
            // A failed read is a battery that ran out, or a clock of a virtual machine that is none.
            var (state, reason) = asked.IsAbsent
                ? (CoverageState.Absent, "there is no hardware clock")
                : (CoverageState.Unreadable, asked.IsOk ? $"{File}: is no number" : asked.Reason);
            seen.Cover(ClockKeys.HardwareZone, state, reason);
            seen.Cover(ClockKeys.HardwareDifference, state, reason);
            return;
        }

        var zone = await host.AskAsync(new ReadFile(Zone), cancellationToken);
        var isLocal =
            zone.IsOk
            && zone.Value.Text.Split('\n') is [_, _, var third, ..]
            && third.Trim() == "LOCAL";
        seen.Fact(ClockKeys.HardwareZone, isLocal ? "local" : "utc");
        if (!isLocal)
        {
            seen.Sample(
                ClockKeys.HardwareDifference,
                Math.Round(seconds - (wall - DateTimeOffset.UnixEpoch).TotalSeconds)
            );
        }
    }
}
