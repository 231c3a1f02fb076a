using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>The keys of host.disk. A mount point brings its own slashes: <c>/</c> is <c>filesystem/</c> and <c>disk//used/percent</c>.</summary>
internal static class DiskKeys
{
    public const string Id = "host.disk";
    public const string Prefix = "filesystem";
    public const string Samples = "disk";

    public static string FileSystem(string point) => Prefix + point;

    public static string Used(string point) => $"{Samples}{point}/used/percent";

    public static string Available(string point) => $"{Samples}{point}/available/bytes";

    public static string Total(string point) => $"{Samples}{point}/total/bytes";

    public static string InodesUsed(string point) => $"{Samples}{point}/inodes_used/percent";

    /// <summary>A number of the newest run; null where it could not ask.</summary>
    public static double? Number(JudgeInput input, string key) =>
        input[Id].CoverageOf(key).IsCertain && input.Samples.TryGetValue(key, out var value)
            ? value
            : null;

    /// <summary>Why the file systems are not all known; null where they are.</summary>
    public static string? Doubt(JudgeInput input) =>
        input[Id].CoverageOf(Prefix) is { IsCertain: false, Reason: var reason }
            ? $"not known which file systems a login needs: {reason}"
            : null;

    /// <summary>The file systems as the newest run saw them.</summary>
    public static IEnumerable<(string Point, NeededFileSystem FileSystem)> All(JudgeInput input) =>
        input[Id]
            .Under(Prefix)
            .Where(held => !held.IsStale)
            .Select(held =>
                (held.Fact.Key[Prefix.Length..], NeededFileSystem.Parse(held.Fact.Value))
            );
}
