using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshLimits;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshLimits;

public sealed class SshLimitsCheckTests
{
    private const string Row =
        "   9: 0100007F:0016 {0}:{1} 01 00000000:00000000 02:000AFC39 00000000 0 0 1 2 0 20 0 0 11 -1";

    [Fact]
    public async Task A_default_Debian_passes_every_rule()
    {
        var findings = await FindingsAsync(Debian(0));

        Assert.Equal(Outcome.NotApplicable, findings["ssh.limits/per_source_penalties"].Outcome);
        Assert.All(
            findings.Values.Where(f => f.Rule != "ssh.limits/per_source_penalties"),
            finding => Assert.Equal(Outcome.Pass, finding.Outcome)
        );
    }

    [Theory]
    [InlineData(
        9,
        Outcome.Pass,
        "9 of 0 open connections have not authenticated; sshd refuses some from 10 on"
    )]
    [InlineData(10, Outcome.Warn, "sshd refuses 30 % of new connections: 10 of 0 open")]
    [InlineData(55, Outcome.Warn, "sshd refuses 65 % of new connections")]
    [InlineData(100, Outcome.Fail, "sshd refuses every new connection: 100 of 0 open")]
    public async Task Saturation_is_told_in_numbers(int used, Outcome outcome, string summary)
    {
        var finding = (await FindingsAsync(Debian(used)))["ssh.limits/startups"];

        Assert.Equal(outcome, finding.Outcome);
        Assert.StartsWith(summary, finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fix_shows_from_whom_and_makes_room()
    {
        var finding = (await FindingsAsync(Debian(100)))["ssh.limits/startups"];

        Assert.StartsWith("ss -Htnp", finding.Remedy[0], StringComparison.Ordinal);
        Assert.Contains("MaxStartups 20:30:200", finding.Remedy[1], StringComparison.Ordinal);
        Assert.Equal("sshd -t && systemctl reload ssh", finding.Remedy[^1]);
    }

    [Fact]
    public async Task The_running_daemons_limits_count_not_the_files()
    {
        var host = Debian(5, "4-5");

        var finding = (await FindingsAsync(host))["ssh.limits/startups"];

        Assert.Equal(Outcome.Fail, finding.Outcome);
    }

    [Fact]
    public async Task Connections_are_counted_by_source()
    {
        var host = Debian(0, from: ["0A00020A", "0A00020A", "0B00020A"]);

        var seen = await RunAsync(host, new SshLimitsCheck());

        Assert.Contains(new Sample("ssh_load/connections/count", 3), seen.Samples);
        Assert.Contains(new Sample("ssh_load/connections_of_one_source/count", 2), seen.Samples);
    }

    [Fact]
    public async Task What_may_not_be_seen_is_unknown_whatever_was_counted_before()
    {
        var findings = await FindingsAsync(Debian(3).Denied(Capability.InspectProcesses));

        Assert.Equal(Outcome.Unknown, findings["ssh.limits/startups"].Outcome);
        Assert.Contains(
            "denied",
            findings["ssh.limits/startups"].Summary,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "logingracetime 0",
        "ssh.limits/login_grace_time",
        Outcome.Warn,
        "LoginGraceTime 120"
    )]
    [InlineData(
        "logingracetime 600",
        "ssh.limits/login_grace_time",
        Outcome.Warn,
        "LoginGraceTime 120"
    )]
    [InlineData("maxsessions 0", "ssh.limits/max_sessions", Outcome.Fail, "MaxSessions 10")]
    [InlineData("maxsessions 1", "ssh.limits/max_sessions", Outcome.Pass, null)]
    [InlineData("maxsessions 2", "ssh.limits/max_sessions", Outcome.Warn, "MaxSessions 4")]
    [InlineData(
        "persourcepenalties no",
        "ssh.limits/per_source_penalties",
        Outcome.Warn,
        "PerSourcePenalties yes"
    )]
    [InlineData(
        "persourcepenalties crash:90 authfail:5",
        "ssh.limits/per_source_penalties",
        Outcome.Pass,
        null
    )]
    public async Task Settings_are_judged_against_what_is_open(
        string line,
        string rule,
        Outcome outcome,
        string? remedy
    )
    {
        var host = Debian(0)
            .Command(HostCommand.SshdEffectiveConfig, SshHosts.PrintedBy(SshHosts.Debian12T, line))
            .Process(
                new(700, 690, "sshd", 1000, SshHosts.Started, ["sshd: alice@pts/0,pts/1"], null)
            );

        var finding = (await FindingsAsync(host))[rule];

        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(
            remedy is not null,
            finding.Remedy.Any(command => command.Contains(remedy ?? "-", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Without_sshd_nothing_is_judged() =>
        Assert.Equal(
            RunStatus.NotApplicable,
            (await RunAsync(new FakeHost(), new SshLimitsCheck())).Status
        );

    private static FakeHost Debian(int used, string limits = "10-100", string[]? from = null)
    {
        var daemon = new ProcessStatus(
            SshHosts.Listener,
            1,
            "sshd",
            0,
            SshHosts.Started,
            [$"sshd: /usr/sbin/sshd -D [listener] {used} of {limits} startups"],
            "/usr/sbin/sshd"
        );
        var rows = (from ?? []).Select(
            (source, i) => string.Format(Row, source, (5000 + i).ToString("X4"))
        );
        return SshHosts
            .Debian()
            .NoProcesses()
            .Process(daemon)
            .Sockets(
                string.Join('\n', rows.Prepend(SshHosts.Tcp("00000000:0016", 100))),
                "",
                true,
                (100, daemon)
            );
    }

    private static ValueTask<Observation> RunAsync(FakeHost host, Check check) =>
        new CheckRunner(host, (_, surprise) => Assert.Fail(surprise.ToString())).RunAsync(
            check,
            "",
            CancellationToken.None
        );

    private static async Task<Dictionary<string, Finding>> FindingsAsync(FakeHost host)
    {
        var check = new SshLimitsCheck();
        ImmutableArray<Observation> seen =
        [
            await RunAsync(host, check),
            await RunAsync(host, CheckCatalog.BuiltIn.Find("ssh.config")!),
        ];
        var input = ObservedHost.Input(seen, Policy.BuiltIn, SshHosts.Started);
        return HostJudge.Judge(check, input).ToDictionary(finding => finding.Rule);
    }
}
