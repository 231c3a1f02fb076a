using Fleet.Lab.Machine;

namespace Fleet.Lab.Tests.Machine;

public sealed class PrerequisitesTests
{
    private const string Privileged = "Name:\tx\nCapEff:\t000001ffffffffff\n";
    private const string Contained = "Name:\tx\nCapEff:\t00000000a80425fb\n"; // root in a container with Docker's default set

    [Fact]
    public void Not_root_is_said_plainly() =>
        Assert.Contains("not root", Prerequisites.WhyNot(isRoot: false, Privileged, _ => true));

    [Fact]
    public void Root_without_the_capabilities_is_said_plainly() =>
        Assert.Contains("CAP_SYS_ADMIN", Prerequisites.WhyNot(isRoot: true, Contained, _ => true));

    [Fact]
    public void A_missing_command_is_said_with_its_package() =>
        Assert.Equal(
            "The lab misses systemd-nspawn (Debian package systemd-container): apt-get install -y systemd-container",
            Prerequisites.WhyNot(isRoot: true, Privileged, path => !path.Contains("nspawn"))
        );

    [Fact]
    public void With_all_of_it_the_lab_may_run() =>
        Assert.Null(Prerequisites.WhyNot(isRoot: true, Privileged, _ => true));

    [Fact]
    public void Every_package_is_in_the_list_that_installs_them()
    {
        string[] essential = ["util-linux"]; // on every Debian
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists($"{folder.FullName}/Fleet.sln"))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("the tests run outside a checkout");
        }
        var installed = File.ReadLines($"{folder.FullName}/tests/packages.txt");
        Assert.Empty(Prerequisites.Packages.Except(installed).Except(essential));
    }
}
