namespace Fleet.Checks.Host;

/// <content>Time daemons.</content>
public sealed partial class HostCommand
{
    /// <summary><c>chronyc -n -c tracking</c>: comma-separated, the last value is the leap status (chronyc(1)).</summary>
    public static HostCommand ChronyTracking { get; } =
        new(
            "chronyc tracking",
            Capability.RunCommand,
            ["/usr/bin/chronyc"],
            ["-n", "-c", "tracking"],
            a => a.IsEmpty
        )
        {
            Deadline = TimeSpan.FromSeconds(3),
        };
}
