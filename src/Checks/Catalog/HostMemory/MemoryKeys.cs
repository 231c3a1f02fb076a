using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>The keys of host.memory.</summary>
internal static class MemoryKeys
{
    public const string Id = "host.memory";
    public const string Memory = "memory";
    public const string Total = "memory/total";
    public const string Room = "memory/room/bytes";
    public const string RoomPercent = "memory/room/percent";
    public const string Stalled = "memory/stalled/percent";
    public const string Kills = "memory/oom_kills/count";
    public const string RecentKills = "memory/oom_kills_recent/count";
    public const string Tasks = "tasks";
    public const string TaskLimit = "tasks/host/limit";
    public const string TasksUsed = "tasks/host/used/percent";
    public const string SshdTasks = "tasks/sshd";
    public const string SshdTaskLimit = "tasks/sshd/limit";
    public const string SshdTasksUsed = "tasks/sshd/used/percent";
    public const string SshdTasksRefused = "tasks/sshd/refused_recent/count";

    /// <summary>A number of the newest run; null where it could not look.</summary>
    public static double? Number(JudgeInput input, string key) =>
        input[Id].CoverageOf(key).IsCertain && input.Samples.TryGetValue(key, out var value)
            ? value
            : null;
}
