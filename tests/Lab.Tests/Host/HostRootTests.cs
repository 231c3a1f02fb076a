namespace Fleet.Lab.Tests.Host;

public sealed class HostRootTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lab-root-").FullName;

    private HostRoot Root => new(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("/var/run", "/run", "/var/run/x", "/run/x")]
    [InlineData("/lib", "usr/lib", "/lib/x", "/usr/lib/x")]
    [InlineData("/a", "../../../../etc", "/a/x", "/etc/x")]
    [InlineData("/etc/passwd", "/srv/passwd", "/etc/passwd", "/srv/passwd")]
    public void Links_resolve_inside_the_root(
        string link,
        string target,
        string path,
        string expected
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder + link)!);
        File.CreateSymbolicLink(folder + link, target);
        Assert.Equal(folder + expected, Root.Outside(path));
    }

    [Fact]
    public void A_path_cannot_climb_out() =>
        Assert.Equal($"{folder}/etc", Root.Outside("/../../etc"));

    [Fact]
    public void A_link_to_itself_is_said()
    {
        File.CreateSymbolicLink($"{folder}/loop", "loop");
        Assert.Contains("/loop", Assert.Throws<LabException>(() => Root.Outside("/loop")).Message);
    }

    [Fact]
    public void Deleting_a_link_leaves_its_target()
    {
        File.WriteAllText($"{folder}/target", "");
        File.CreateSymbolicLink($"{folder}/link", "target");
        Root.Delete("/link");
        Assert.Equal(
            ["target"],
            Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))
        );
    }
}
