using System.Globalization;
using Fleet.Lab.Machine;

namespace Fleet.Lab.Rooms;

/// <summary>
/// Removes what a crashed lab left. Its processes, mounts and network namespaces end with its keeper (see <see cref="Keeper"/>), so what
/// can remain is the keeper in its last moments, empty control groups, and the folder.
/// </summary>
internal static class Sweep
{
    public static async Task LeftoversAsync(CancellationToken cancel)
    {
        foreach (var folder in Directory.GetDirectories(LabFolder.Base))
        {
            await using var held = LabFolder.TryLock($"{folder}/lock");
            if (held is not null)
            {
                await EndAsync($"{folder}/keeper", cancel);
                await ControlGroups.RemoveAsync(Path.GetFileName(folder), cancel);
                Directory.Delete(folder, recursive: true);
            }
        }
        foreach (
            var id in ControlGroups
                .LabIds()
                .Where(id => !Directory.Exists($"{LabFolder.Base}/{id}"))
        )
        {
            await ControlGroups.RemoveAsync(id, cancel);
        }
    }

    private static async Task EndAsync(string keeperFile, CancellationToken cancel)
    {
        if (!File.Exists(keeperFile))
        {
            return; // crashed before it had a keeper
        }
        var words = (await File.ReadAllTextAsync(keeperFile, cancel)).Split(' ');
        if (
            words is not [var pidText, var startTime]
            || !int.TryParse(pidText, CultureInfo.InvariantCulture, out var pid)
        )
        {
            return; // crashed while it wrote the file
        }
        while (ProcessTree.StartTime(pid) == startTime)
        {
            Libc.Signal(pid, Libc.Sigkill);
            await Task.Delay(10, cancel);
        }
    }
}
