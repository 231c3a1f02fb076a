using Fleet.Lab.Machine;

namespace Fleet.Lab.Tests.Machine;

public sealed class PrerequisitesTests
{
    [Fact]
    public void Not_root_is_said_plainly() =>
        Assert.Contains("not root", Prerequisites.WhyNot(isRoot: false, _ => true));

    [Fact]
    public void A_missing_command_is_said_with_its_package() =>
        Assert.Equal(
            "The lab misses systemd-nspawn (Debian package systemd-container): apt-get install -y systemd-container",
            Prerequisites.WhyNot(isRoot: true, path => !path.Contains("nspawn"))
        );

    [Fact]
    public void With_all_of_it_the_lab_may_run() =>
        Assert.Null(Prerequisites.WhyNot(isRoot: true, _ => true));
}
