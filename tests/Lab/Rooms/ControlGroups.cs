namespace Fleet.Lab.Rooms;

/// <summary>The control groups of labs, <c>fleet-lab-ID/HOST</c>, in the machine's cgroup2 hierarchy (cgroups(7)).</summary>
internal static class ControlGroups
{
    public static string Name(string labId) => $"fleet-lab-{labId}";

    /// <summary>The labs that have a group, living or not.</summary>
    public static IEnumerable<string> LabIds() =>
        MountPoint() is { } hierarchy
            ? Directory
                .GetDirectories(hierarchy, Name("*"))
                .Select(group => Path.GetFileName(group)[Name("").Length..])
            : [];

    /// <summary>Removes a lab's or host's group with all below it. Processes that are just ending are waited for.</summary>
    public static async Task RemoveAsync(string labId, CancellationToken cancel, string host = "")
    {
        if (MountPoint() is not { } hierarchy)
        {
            return; // no hierarchy in sight, so no lab on this machine made a group that we could reach
        }
        var top = Path.Combine(hierarchy, Name(labId), host);
        for (var attempt = 0; Directory.Exists(top); attempt++)
        {
            if (TryRemove(top) || attempt > 200)
            {
                return;
            }
            await Task.Delay(10, cancel);
        }
    }

    private static bool TryRemove(string group)
    {
        try
        {
            var all = Directory.GetDirectories(group, "*", SearchOption.AllDirectories);
            foreach (var below in all.Append(group).OrderByDescending(path => path.Length))
            {
                Directory.Delete(below); // rmdir: the files in a control group are not counted
            }
            return true;
        }
        catch (IOException)
        {
            return false; // busy: a process in it is still ending
        }
    }

    private static string? MountPoint() =>
        File.ReadLines("/proc/self/mounts")
            .Select(line => line.Split(' '))
            .FirstOrDefault(words => words is [_, _, "cgroup2", ..])
            ?[1];
}
