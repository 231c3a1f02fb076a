using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>Reads what the kernel says of its memory.</summary>
internal sealed class MemoryLook(IHost host, ObservationBuilder seen)
{
    private const string StrictOvercommit = "2";

    public async ValueTask RunAsync(RecentRises? rises, CancellationToken cancellationToken)
    {
        seen.Complete(MemoryKeys.Memory);
        await RoomAsync(cancellationToken);
        await StalledAsync(cancellationToken);
        var events = await host.AskAsync(new ReadFile("/proc/vmstat"), cancellationToken);
        if (!events.IsOk)
        {
            seen.Cover(MemoryKeys.Kills, CoverageState.Unreadable, events.Reason);
            seen.Cover(MemoryKeys.RecentKills, CoverageState.Unreadable, events.Reason);
        }
        else if (KernelNumbers.Parse(events.Value.Text)["oom_kill"] is { } kills)
        {
            seen.Sample(MemoryKeys.Kills, kills);
            if (rises?.Take("oom", kills) is { } recent)
            {
                seen.Sample(MemoryKeys.RecentKills, recent);
            }
        }
    }

    private async ValueTask RoomAsync(CancellationToken cancellationToken)
    {
        var asked = await host.AskAsync(new ReadFile("/proc/meminfo"), cancellationToken);
        var numbers = asked.IsOk ? KernelNumbers.Parse(asked.Value.Text) : null;
        if (numbers?["MemTotal"] is not { } total || numbers["MemAvailable"] is not { } available)
        {
            var reason = asked.IsOk ? "/proc/meminfo: has no MemAvailable" : asked.Reason;
            seen.Cover(MemoryKeys.Total, CoverageState.Unreadable, reason);
            seen.Cover("memory/room", CoverageState.Unreadable, reason);
            return;
        }

        var room = available + (numbers["SwapFree"] ?? 0);
        var mode = await host.AskAsync(
            new ReadFile("/proc/sys/vm/overcommit_memory"),
            cancellationToken
        );
        if (
            mode.IsOk
            && mode.Value.Text.Trim() == StrictOvercommit
            && numbers["CommitLimit"] is { } limit
            && numbers["Committed_AS"] is { } committed
        )
        {
            room = Math.Clamp(limit - committed, 0, room);
        }

        seen.Fact(
            MemoryKeys.Total,
            string.Create(CultureInfo.InvariantCulture, $"{total / 1024} MiB")
        );
        seen.Sample(MemoryKeys.Room, room * 1024.0);
        seen.Sample(MemoryKeys.RoomPercent, Math.Round(100.0 * room / Math.Max(total, 1), 1));
    }

    private async ValueTask StalledAsync(CancellationToken cancellationToken)
    {
        var asked = await host.AskAsync(new ReadFile("/proc/pressure/memory"), cancellationToken);
        if (asked.IsOk && PressureStall.FullOfLastMinute(asked.Value.Text) is { } percent)
        {
            seen.Sample(MemoryKeys.Stalled, percent);
            return;
        }

        // A kernel that was started without psi=1 has the file and refuses to read it (EOPNOTSUPP).
        seen.Cover(
            MemoryKeys.Stalled,
            asked.State == ReplyState.Denied ? CoverageState.Unreadable : CoverageState.Absent,
            asked.State == ReplyState.Denied
                ? asked.Reason
                : "this kernel does not measure memory pressure"
        );
    }
}
