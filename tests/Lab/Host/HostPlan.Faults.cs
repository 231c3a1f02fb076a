namespace Fleet.Lab;

/// <content>Machines that are not well: little disk, a wrong clock.</content>
public sealed partial class HostPlan
{
    // $1 path, $2 size, $3 inodes: what is there moves into the new file system, and the path keeps its owner and mode.
    private const string MountSmall = """
        kept=$(mktemp -d)
        cp -a "$1/." "$kept/"
        mount -t tmpfs -o "mode=0755,size=$2,nr_inodes=$3" lab-small "$1"
        cp -a "$kept/." "$1/"
        rm -r "$kept"
        """;

    internal const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    /// <summary>A folder on a small file system of its own, with what is in it. <see cref="LabHost.FillAsync"/> takes the rest.</summary>
    /// <param name="size">As mount(8) takes it for a tmpfs: <c>64k</c>, <c>1m</c>.</param>
    /// <param name="inodes">How many files and folders it holds, the top folder among them.</param>
    public HostPlan SmallDisk(string path, string size, int inodes = 1000) =>
        Run("sh", "-ec", MountSmall, "lab", path, size, $"{inodes}");

    /// <summary>
    /// An sshd whose clock is off: <c>SshdClock("-400d")</c> (libfaketime). The kernel has one clock for all hosts, so only sshd and what it starts see another. See
    /// <see cref="Lab.WhyNoWrongClock"/>.
    /// </summary>
    public HostPlan SshdClock(string offset) =>
        File(
            "/etc/systemd/system/ssh.service.d/lab-clock.conf",
            $"[Service]\nEnvironment=LD_PRELOAD={FakeTime} \"FAKETIME={offset}\"\n"
        );
}
