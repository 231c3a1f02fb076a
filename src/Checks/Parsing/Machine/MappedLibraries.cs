using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Machine;

/// <summary>Shared libraries that a process has in memory: <c>/proc/PID/maps</c> (proc_pid_maps(5)).</summary>
public static class MappedLibraries
{
    private const string Deleted = " (deleted)";

    /// <summary>File names of libraries whose file was replaced since, sorted. Shared memory and files of applications are no libraries.</summary>
    public static ImmutableArray<string> Replaced(string maps) =>
        [
            .. maps.Split('\n')
                .Where(line => line.EndsWith(Deleted, StringComparison.Ordinal))
                .Select(line =>
                    line.IndexOf('/') is >= 0 and var path ? line[path..^Deleted.Length] : ""
                )
                .Where(IsLibrary)
                .Select(path => path[(path.LastIndexOf('/') + 1)..])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsLibrary(string path) =>
        (
            path.StartsWith("/lib", StringComparison.Ordinal)
            || path.StartsWith("/usr/lib", StringComparison.Ordinal)
        ) && path[(path.LastIndexOf('/') + 1)..].Contains(".so", StringComparison.Ordinal);
}
