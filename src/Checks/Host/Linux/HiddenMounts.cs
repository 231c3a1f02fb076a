using System.Collections.Immutable;

namespace Fleet.Checks.Host.Linux;

/// <summary>
/// Paths that systemd hides from the agent's unit (InaccessiblePaths=, ProtectHome=yes; systemd.exec(5)): it mounts an empty node of <c>/run/systemd/inaccessible</c> over them.
/// For root that looks like a folder in which there is nothing, and what cannot be seen would be called gone.
/// </summary>
internal sealed class HiddenMounts
{
    private const int RootField = 3;
    private const int MountPointField = 4;

    /// <summary>Under /run; the second where systemd itself runs in a container.</summary>
    private static readonly string[] Nodes = ["/systemd/inaccessible/", "/host/inaccessible/"];

    private readonly ImmutableArray<string> _points;

    private HiddenMounts(ImmutableArray<string> points) => _points = points;

    public static HiddenMounts None { get; } = new([]);

    /// <summary>Those of this process, which keeps its mounts for life.</summary>
    public static HiddenMounts OfThisProcess() =>
        Parse(ProcFile.Text("/proc/self/mountinfo", out _) ?? "");

    /// <summary>Reads <c>/proc/PID/mountinfo</c> (proc_pid_mountinfo(5)).</summary>
    public static HiddenMounts Parse(string mountinfo) =>
        new([
            .. mountinfo
                .Split('\n')
                .Select(line => line.Split(' '))
                .Where(fields =>
                    fields.Length > MountPointField
                    && Nodes.Any(node => fields[RootField].Contains(node, StringComparison.Ordinal))
                )
                .Select(fields => fields[MountPointField].Replace("\\040", " ")),
        ]);

    /// <summary>The hidden place that a path lies in; null: none.</summary>
    public string? Over(string path) =>
        _points.FirstOrDefault(point =>
            path.StartsWith(point, StringComparison.Ordinal)
            && (path.Length == point.Length || path[point.Length] == '/')
        );
}
