using System.Globalization;
using Fleet.Checks.Catalog.HostPackages;
using Fleet.Checks.Facts;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostPackages;

public sealed class PackageLogsTests
{
    private const string Log = "/var/log/dpkg.log";

    [Fact]
    public async Task The_last_thing_done_to_each_package_is_a_fact()
    {
        var judged = await RunAsync(
            new FakeHost()
                .SshdInstalled()
                .File(
                    Log,
                    "2026-11-22 14:05:11 install site-ssh-config:all <none> 1.0\n"
                        + "2026-11-22 14:06:11 upgrade site-ssh-config:all 1.0 1.1\n"
                )
        );

        Assert.EndsWith(
            ":06:11Z upgrade 1.0 1.1",
            judged.Fact("package_event/site-ssh-config"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_big_upgrade_does_not_crowd_out_what_logins_depend_on()
    {
        var others = Enumerable
            .Range(0, 300)
            .Select(at =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"2026-11-22 15:{at / 60:00}:{at % 60:00} upgrade p{at}:amd64 1.0 1.1\n"
                )
            );
        var judged = await RunAsync(
            new FakeHost()
                .SshdInstalled()
                .File(
                    Log,
                    "2026-11-22 14:05:11 upgrade libpam-modules:amd64 1.0 1.1\n"
                        + string.Concat(others)
                )
        );

        var events = judged.Last.Facts.Count(fact => FactKey.IsUnder(fact.Key, PackageKeys.Events));
        Assert.Equal(51, events);
        Assert.NotEqual("", judged.Fact("package_event/libpam-modules"));
        Assert.NotEqual("", judged.Fact("package_event/p299"));
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_is_not_a_quiet_one()
    {
        var judged = await RunAsync(new FakeHost().SshdInstalled().File(Log, "").Denied(Log));

        var coverage = judged.Last.Coverage.Single(one => one.Prefix == PackageKeys.Events);
        Assert.Equal(CoverageState.Unreadable, coverage.State);
    }

    private static Task<Judged> RunAsync(FakeHost host) =>
        new Judged(host, new HostPackagesCheck()).RunAsync();
}
