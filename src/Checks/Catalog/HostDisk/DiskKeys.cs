using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>The keys of host.disk. The root is <c>filesystem/.</c>: a key that ends with a slash would speak for all below it.</summary>
internal static class DiskKeys
{
    public const string Id = "host.disk";
    public const string Prefix = "filesystem";
    public const string Samples = "disk";

    public static string FileSystem(string point) => Prefix + Name(point);

    /// <summary>The prefix of a file system's numbers.</summary>
    public static string Of(string point) => Samples + Name(point);

    public static string Used(string point) => $"{Of(point)}/used/percent";

    public static string Available(string point) => $"{Of(point)}/available/bytes";

    public static string Total(string point) => $"{Of(point)}/total/bytes";

    public static string InodesUsed(string point) => $"{Of(point)}/inodes_used/percent";

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
            .Select(held => (PointOf(held.Fact.Key), NeededFileSystem.Parse(held.Fact.Value)));

    /// <summary>The mount point of a file system's key.</summary>
    public static string PointOf(string key) =>
        key == Prefix + Root ? "/" : Uri.UnescapeDataString(key[Prefix.Length..]);

    private const string Root = "/.";

    private static string Name(string point) =>
        point == "/" ? Root : string.Join('/', point.Split('/').Select(FactKey.Segment));
}
