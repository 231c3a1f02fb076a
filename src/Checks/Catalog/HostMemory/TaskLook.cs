using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>How many processes and threads there are, on the host and in sshd's control group, and how many there may be.</summary>
internal sealed class TaskLook(IHost host, ObservationBuilder seen)
{
    public async ValueTask HostAsync(CancellationToken cancellationToken)
    {
        var load = await host.AskAsync(new ReadFile("/proc/loadavg"), cancellationToken);
        var pids = await NumberAsync("/proc/sys/kernel/pid_max", cancellationToken);
        var threads = await NumberAsync("/proc/sys/kernel/threads-max", cancellationToken);
        if (!load.IsOk || Existing(load.Value.Text) is not { } existing || pids is null)
        {
            var reason = load.IsOk ? "/proc/sys/kernel/pid_max: cannot be read" : load.Reason;
            seen.Cover("tasks/host", CoverageState.Unreadable, reason);
            return;
        }

        // Every thread has an id of its own, so both limits count threads.
        var limit = Math.Min(pids.Value, threads ?? long.MaxValue);
        seen.Fact(MemoryKeys.TaskLimit, Text(limit));
        seen.Sample(MemoryKeys.TasksUsed, Math.Round(100.0 * existing / limit, 1));
    }

    public async ValueTask SshdAsync(RecentRises? rises, CancellationToken cancellationToken)
    {
        var listeners = await SshdProcesses.ListenersAsync(host, cancellationToken);
        if (!listeners.IsOk || listeners.Value.IsEmpty)
        {
            seen.Cover(
                MemoryKeys.SshdTasks,
                listeners.IsOk ? CoverageState.Absent : CoverageState.Unreadable,
                listeners.IsOk ? "no sshd listens by itself" : listeners.Reason
            );
            return;
        }

        var path = $"/proc/{Text(listeners.Value[0].Pid)}/cgroup";
        var group = await host.AskAsync(new ReadFile(path), cancellationToken);
        if (!group.IsOk || ControlGroup.Folder(group.Value.Text, "pids") is not { } folder)
        {
            seen.Cover(
                MemoryKeys.SshdTasks,
                group.IsOk || group.IsAbsent ? CoverageState.Absent : CoverageState.Unreadable,
                group.IsOk || group.IsAbsent ? "sshd is in no control group" : group.Reason
            );
            return;
        }

        await GroupAsync(folder, rises, cancellationToken);
    }

    /// <summary>The group whose limit is nearest: sshd's own, or one above it (a slice, a container).</summary>
    private async ValueTask GroupAsync(
        string folder,
        RecentRises? rises,
        CancellationToken cancellationToken
    )
    {
        (double Used, long Limit, string Folder)? nearest = null;
        foreach (var at in ControlGroup.WithParents(folder))
        {
            if (
                await NumberAsync($"{at}/pids.max", cancellationToken) is > 0 and var limit
                && await NumberAsync($"{at}/pids.current", cancellationToken) is { } current
                && (nearest is null || (double)current / limit > nearest.Value.Used)
            )
            {
                nearest = ((double)current / limit, limit, at);
            }
        }

        if (nearest is not { } found)
        {
            seen.Fact(MemoryKeys.SshdTaskLimit, "max", folder);
            return;
        }

        seen.Fact(MemoryKeys.SshdTaskLimit, Text(found.Limit), $"{found.Folder}/pids.max");
        seen.Sample(MemoryKeys.SshdTasksUsed, Math.Round(100 * found.Used, 1));
        var events = await host.AskAsync(
            new ReadFile($"{found.Folder}/pids.events"),
            cancellationToken
        );
        if (
            events.IsOk
            && KernelNumbers.Parse(events.Value.Text)["max"] is { } refused
            && rises?.Take("refused", refused) is { } recent
        )
        {
            seen.Sample(MemoryKeys.SshdTasksRefused, recent);
        }
    }

    private async ValueTask<long?> NumberAsync(string path, CancellationToken cancellationToken)
    {
        var asked = await host.AskAsync(new ReadFile(path), cancellationToken);
        return
            asked.IsOk
            && long.TryParse(
                asked.Value.Text.AsSpan().Trim(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : null;
    }

    /// <summary>proc_loadavg(5), fourth field: runnable and existing scheduling entities, <c>2/345</c>.</summary>
    private static long? Existing(string load) =>
        load.Split(' ') is [_, _, _, var field, ..]
        && field.IndexOf('/') is >= 0 and var slash
        && long.TryParse(
            field.AsSpan(slash + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var existing
        )
            ? existing
            : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
