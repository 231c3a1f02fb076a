using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Tests.Parsing.Machine;

public sealed class ControlGroupTests
{
    [Theory]
    [InlineData("0::/system.slice/ssh.service\n", "/sys/fs/cgroup/system.slice/ssh.service")]
    [InlineData("0::/\n", "/sys/fs/cgroup")]
    [InlineData(
        "11:pids:/system.slice/sshd.service\n3:cpu,cpuacct:/system.slice\n1:name=systemd:/system.slice/sshd.service\n",
        "/sys/fs/cgroup/pids/system.slice/sshd.service"
    )]
    [InlineData("4:cpu,cpuacct:/\n", null)]
    [InlineData("", null)]
    public void The_folder_of_a_process_is_of_its_own_hierarchy(string text, string? folder) =>
        Assert.Equal(folder, ControlGroup.Folder(text, "pids"));

    [Fact]
    public void A_limit_above_counts_as_well() =>
        Assert.Equal(
            [
                "/sys/fs/cgroup/system.slice/ssh.service",
                "/sys/fs/cgroup/system.slice",
                "/sys/fs/cgroup",
            ],
            ControlGroup.WithParents("/sys/fs/cgroup/system.slice/ssh.service")
        );

    [Fact]
    public void Numbers_are_read_with_and_without_units()
    {
        var numbers = KernelNumbers.Parse(
            "MemTotal:        4028544 kB\noom_kill 3\nHugePages_Total:       0\nodd\n:\n"
        );

        Assert.Equal(
            (4028544L, 3L, 0L, (long?)null),
            (numbers["MemTotal"], numbers["oom_kill"], numbers["HugePages_Total"], numbers["odd"])
        );
    }

    [Theory]
    [InlineData(
        "some avg10=9.00 avg60=8.00 avg300=1.00 total=1\nfull avg10=1.53 avg60=12.87 avg300=0.20 total=5\n",
        12.87
    )]
    [InlineData("some avg10=9.00 avg60=8.00 avg300=1.00 total=1\n", null)]
    public void Pressure_is_what_stopped_everybody(string text, double? percent) =>
        Assert.Equal(percent, PressureStall.FullOfLastMinute(text));
}
