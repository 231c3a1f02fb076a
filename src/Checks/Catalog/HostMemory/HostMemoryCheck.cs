using System.Collections.Immutable;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>
/// Can sshd still start a process for a new connection? Examples: <c>tasks/sshd/limit = 4915</c>, the sample <c>memory/room/percent = 61</c>. Who cares: whoever is reset at random before the login.
/// </summary>
public sealed class HostMemoryCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = MemoryKeys.Id,
            Version = 1,
            Title = "memory and process numbers leave room for a new login",
            Description =
                "sshd starts a process for every connection. Where memory or process numbers are used up that fails, or the kernel kills something, and connections are reset at random. Reads "
                + "/proc/meminfo, /proc/pressure/memory, /proc/vmstat, the limits of process ids and threads, and the limit of tasks of sshd's control group (TasksMax= of its unit, or of a slice or "
                + "container above it), with how often it was hit. Limits of single users (limits.conf) are in ssh.pam. Room counts free swap, and what strict overcommit leaves.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new(MemoryKeys.Total, KeyUse.Inventory, "Usable memory.", "3934 MiB"),
                new(
                    MemoryKeys.TaskLimit,
                    KeyUse.Inventory,
                    "How many processes and threads the host can have: the smaller of kernel.pid_max and kernel.threads-max.",
                    "32768"
                ),
                new(
                    MemoryKeys.SshdTaskLimit,
                    KeyUse.Inventory,
                    "How many sshd's control group, or the one above it that is nearest to its limit, can have.",
                    "4915"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.InspectProcesses],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new MemoryRoomRule(),
        new MemoryPressureRule(),
        new OutOfMemoryRule(),
        new HostTasksRule(),
        new SshdTasksRule(),
    ];

    public override string Brief(CheckFacts facts) => facts.Read(MemoryKeys.Total).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(context.Host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(MemoryKeys.Memory, CoverageState.Absent, missing);
            seen.Cover(MemoryKeys.Tasks, CoverageState.Absent, missing);
            return;
        }

        var clock = await context.Host.AskAsync(new ReadClock(), cancellationToken);
        var rises = clock.IsOk ? RecentRises.From(context.Cursor, clock.Value) : null;
        await new MemoryLook(context.Host, seen).RunAsync(rises, cancellationToken);
        seen.Complete(MemoryKeys.Tasks);
        var tasks = new TaskLook(context.Host, seen);
        await tasks.HostAsync(cancellationToken);
        await tasks.SshdAsync(rises, cancellationToken);
        seen.Cursor = rises?.ToString() ?? context.Cursor;
    }
}
