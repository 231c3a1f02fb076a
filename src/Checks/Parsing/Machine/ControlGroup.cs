namespace Fleet.Checks.Parsing.Machine;

/// <summary>Where a process stands in the tree of control groups: <c>/proc/PID/cgroup</c> (cgroups(7)).</summary>
public static class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>The folder with a controller's files for the process: of version 1 where that controller is mounted so, else of version 2; null where the text names neither.</summary>
    public static string? Folder(string text, string controller)
    {
        string? unified = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':', 3) is not [var hierarchy, var controllers, ['/', ..] path])
            {
                continue;
            }

            if (controllers.Split(',').Contains(controller))
            {
                return $"{Root}/{controller}{path}".TrimEnd('/');
            }

            unified =
                hierarchy == "0" && controllers.Length == 0
                    ? $"{Root}{path}".TrimEnd('/')
                    : unified;
        }

        return unified;
    }

    /// <summary>A folder and those above it, up to the root of its tree.</summary>
    public static IEnumerable<string> WithParents(string folder)
    {
        for (
            var at = folder;
            at.StartsWith(Root, StringComparison.Ordinal);
            at = at[..at.LastIndexOf('/')]
        )
        {
            yield return at;
        }
    }
}
