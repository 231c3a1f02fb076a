using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Tests.Parsing.Machine;

public sealed class MountTableTests
{
    [Theory]
    [InlineData("/home/alice/.ssh", "/home")]
    [InlineData("/home", "/home")]
    [InlineData("/homes/bob", "/")]
    [InlineData("/", "/")]
    [InlineData("/data/with space/x", "/data/with space")]
    public void A_path_lies_on_the_mount_with_the_longest_point(string path, string point)
    {
        var table = MountTable.Parse(
            "/dev/vda / ext4 rw 0 0\n/dev/vdb /home xfs rw 0 0\n/dev/vdc /data/with\\040space ext4 rw 0 0\n"
        );

        Assert.Equal(point, table.Over(path)!.Point);
    }

    [Fact]
    public void The_later_of_two_mounts_on_one_point_counts()
    {
        var table = MountTable.Parse("/dev/vda / ext4 rw 0 0\ntmpfs / tmpfs ro 0 0\n");

        Assert.Equal(("tmpfs", true), (table.Over("/")!.Type, table.Over("/")!.IsReadOnly));
    }

    [Theory]
    [InlineData("rw,relatime,errors=remount-ro", false)]
    [InlineData("ro,relatime", true)]
    [InlineData("rw,emergency_ro", true)]
    public void Read_only_is_an_option_of_its_own(string options, bool isReadOnly) =>
        Assert.Equal(
            isReadOnly,
            MountTable.Parse($"/dev/vda / ext4 {options} 0 0\n").Over("/x")!.IsReadOnly
        );

    [Fact]
    public void What_automount_holds_ready_is_no_file_system() =>
        Assert.Equal(
            "/",
            MountTable
                .Parse("/dev/vda / ext4 rw 0 0\nauto.home /home autofs rw 0 0\n")
                .Over("/home/alice")!
                .Point
        );

    [Fact]
    public void A_table_without_a_root_knows_nothing() =>
        Assert.Null(MountTable.Parse("broken\n").Over("/home"));
}
