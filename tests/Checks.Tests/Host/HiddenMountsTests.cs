using Fleet.Checks.Host.Linux;

namespace Fleet.Checks.Tests.Host;

public sealed class HiddenMountsTests
{
    private const string Mounts = """
        22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        95 22 0:24 /systemd/inaccessible/dir /home/alice ro,nosuid - tmpfs tmpfs rw,mode=755
        96 22 0:24 /systemd/inaccessible/reg /etc/my\040secret ro,nosuid - tmpfs tmpfs rw,mode=755
        348 311 0:50 /host/inaccessible/dir /srv ro,nosuid shared:97 master:8 - tmpfs tmpfs rw
        97 22 0:25 / /run rw - tmpfs tmpfs rw
        """;

    [Theory]
    [InlineData("/home/alice", "/home/alice")]
    [InlineData("/home/alice/.ssh/authorized_keys", "/home/alice")]
    [InlineData("/etc/my secret", "/etc/my secret")]
    [InlineData("/srv/www", "/srv")]
    [InlineData("/home/alice2", null)]
    [InlineData("/home", null)]
    [InlineData("/run/x", null)]
    public void What_systemd_covers_is_hidden_and_nothing_beside_it(string path, string? by) =>
        Assert.Equal(by, HiddenMounts.Parse(Mounts).Over(path));
}
