using System.Diagnostics;
using System.Text;
using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Tests.Parsing.Packages;

public sealed class PackageVersionTests
{
    [Theory]
    [InlineData("1:9.2p1-2+deb12u3", "1:9.2p1-2+deb12u10", -1)]
    [InlineData("1:9.2p1-2", "1:9.2p1-2+deb12u1", -1)]
    [InlineData("1:9.6p1-3ubuntu13.3", "1:9.6p1-3ubuntu13", 1)]
    [InlineData("1:9.2p1-2~bpo11+1", "1:9.2p1-2", -1)]
    [InlineData("9.9p1", "1:8.4p1", -1)]
    [InlineData("1.0-1", "1.0-01", 0)]
    public void Debians_versions_are_ordered_as_dpkg_does(string left, string right, int order) =>
        Assert.Equal(order, Math.Sign(DpkgVersion.Compare(left, right)));

    [Fact]
    public async Task Generated_versions_are_ordered_as_dpkg_orders_them()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg"), "dpkg is not installed");
        var random = new Random(20_260_301);
        var pairs = Enumerable
            .Range(0, 300)
            .Select(_ => (Left: Version(random), Right: Version(random)))
            .ToList();
        var script = new StringBuilder();
        foreach (var (left, right) in pairs)
        {
            script.Append(
                $"if dpkg --compare-versions '{left}' lt '{right}'; then echo -1; elif dpkg --compare-versions '{left}' eq '{right}'; then echo 0; else echo 1; fi\n"
            );
        }

        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await shell.StandardInput.WriteAsync(script, TestContext.Current.CancellationToken);
        shell.StandardInput.Close();
        var answers = (
            await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
        )
            .Trim()
            .Split('\n');

        Assert.Equal(
            pairs.Zip(answers, (pair, answer) => $"{pair.Left} {pair.Right} {answer}"),
            pairs.Select(pair =>
                $"{pair.Left} {pair.Right} {Math.Sign(DpkgVersion.Compare(pair.Left, pair.Right))}"
            )
        );
    }

    [Theory]
    [InlineData("8.7p1-38.el9_4.1", "8.7p1-38.el9", 1)]
    [InlineData("8.7p1-34.el9_3.3", "8.7p1-38.el9_4.1", -1)]
    [InlineData("8.7p1-45.el9", "8.7p1-38.el9_4.1", 1)]
    [InlineData("8.7p1-38.el9.alma.2", "8.7p1-38.el9_4.1", -1)]
    [InlineData("1.0~rc1-1", "1.0-1", -1)]
    [InlineData("1.0^git1-1", "1.0-1", 1)]
    [InlineData("1.0^git1-1", "1.01-1", -1)]
    [InlineData("2.0.1-1", "2.0.1a-1", -1)]
    [InlineData("1.a-1", "1.1-1", -1)]
    [InlineData("1.05-1", "1.5-1", 0)]
    [InlineData("1_0-1", "1.0-1", 0)]
    public void Rpms_versions_are_ordered_as_rpm_does(string left, string right, int order) =>
        Assert.Equal(
            (order, -order),
            (Math.Sign(RpmVersion.Compare(left, right)), Math.Sign(RpmVersion.Compare(right, left)))
        );

    [Theory]
    [InlineData("1:9.2p1-2+deb12u3", "9.2.1")]
    [InlineData("8.7p1-38.el9_4.1", "8.7.1")]
    [InlineData("9.9p2-1", "9.9.2")]
    [InlineData("10.0p1-7", "10.0.1")]
    [InlineData("5.6.1-1", "5.6.1")]
    [InlineData("5.6.1+really5.4.5-1", "5.4.5")]
    [InlineData("5.6.1.revertto5.4-3.2", "5.4.0")]
    [InlineData("odd", null)]
    [InlineData("", null)]
    public void The_release_behind_a_package_is_in_its_version(string version, string? release) =>
        Assert.Equal(
            release,
            UpstreamVersion.Of(version) is { } found
                ? $"{found.Major}.{found.Minor}.{found.Patch}"
                : null
        );

    [Fact]
    public void Only_an_installed_package_has_a_version()
    {
        var status = "Package: openssh-server-extra\nStatus: install ok installed\nVersion: 0\n\n"u8
            .ToArray()
            .Concat(
                "Package: openssh-server\nStatus: deinstall ok config-files\nPriority: optional\nVersion: 1:8.4p1-5\n\n"u8.ToArray()
            )
            .Concat(
                "Package: liblzma5\nStatus: install ok installed\nDescription: xz\n Version: 9\nVersion: 5.4.1-1\n"u8.ToArray()
            )
            .ToArray();

        Assert.Null(DpkgStatus.VersionOf(status, "openssh-server"));
        Assert.Equal("5.4.1-1", DpkgStatus.VersionOf(status, "liblzma5"));
        Assert.Null(DpkgStatus.VersionOf(status, "openssh"));
        Assert.Null(
            DpkgStatus.VersionOf(
                "X-Package: openssh-server\nStatus: install ok installed\nVersion: 1\n"u8,
                "openssh-server"
            )
        );
    }

    [Fact]
    public async Task This_hosts_own_status_file_is_read_as_dpkg_reads_it()
    {
        Assert.SkipUnless(File.Exists("/var/lib/dpkg/status"), "no dpkg here");
        using var query = Process.Start(
            new ProcessStartInfo("dpkg-query", ["-W", "-f=${db:Status-Status} ${Version}", "libc6"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var said = await query.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        var status = await File.ReadAllBytesAsync(
            "/var/lib/dpkg/status",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(said, $"installed {DpkgStatus.VersionOf(status, "libc6")}");
    }

    private static string Version(Random random)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "1:" : "").Append(random.Next(12));
        for (var part = random.Next(5); part > 0; part--)
        {
            text.Append(".~+abzp"[random.Next(7)])
                .Append(random.Next(2) == 0 ? "" : $"{random.Next(30)}");
        }

        return text.Append(
                random.Next(2) == 0
                    ? ""
                    : $"-{random.Next(20)}{(random.Next(2) == 0 ? "" : $"+deb12u{random.Next(12)}")}"
            )
            .ToString();
    }
}
