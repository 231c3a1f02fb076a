using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Checks.Tests.Reporting;

public sealed class ReportTextTests
{
    private static readonly HostReport Sample = Report(
        Check("ssh.service"),
        Check("ssh.listener", brief: "0.0.0.0:22 [::]:22"),
        Check(
            "ssh.config",
            Finding(
                "ssh.config/permit_root_login",
                Outcome.Warn,
                "root may log in with a password (PermitRootLogin yes, /etc/ssh/sshd_config:33)",
                remedy: "echo 'PermitRootLogin prohibit-password' > /etc/ssh/sshd_config.d/00-root.conf && systemctl reload ssh"
            )
        ),
        Check(
            "ssh.paths",
            Finding(
                "ssh.paths/home",
                Outcome.Fail,
                "alice cannot log in with a key: /home/alice is writable by everyone (0777)",
                remedy: "chmod go-w /home/alice"
            )
        )
    );

    [Fact]
    public void The_worst_comes_first_with_its_fix_and_what_is_fine_shares_a_line() =>
        Assert.Equal(
            """
            vm-12 · Debian 12 · OpenSSH 9.2p1                         4 checks · 1 fail · 1 warn
            ✗ ssh.paths     alice cannot log in with a key: /home/alice is writable by everyone
                            (0777)
                            fix:  chmod go-w /home/alice
            ! ssh.config    root may log in with a password (PermitRootLogin yes,
                            /etc/ssh/sshd_config:33)
                            fix:  echo 'PermitRootLogin prohibit-password' > \
                                  /etc/ssh/sshd_config.d/00-root.conf && systemctl reload ssh
            ✓ ssh.service  ✓ ssh.listener 0.0.0.0:22 [::]:22
            """,
            Text(Sample, 84)
        );

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(80)]
    [InlineData(500)]
    public void No_line_is_wider_than_asked(int columns) =>
        Assert.All(
            Text(Sample, columns).Split('\n'),
            line => Assert.True(Columns.Width(line) <= columns, line)
        );

    [Fact]
    public void Colour_adds_nothing_but_colour()
    {
        var coloured = string.Join('\n', new ReportText(84, new Ink(true)).Lines(Sample));
        Assert.Contains("\e[31;1m✗\e[0m ssh.paths", coloured, StringComparison.Ordinal);
        var plain = string.Concat(
            coloured
                .Split('\e')
                .Select((part, i) => i == 0 ? part : part[(part.IndexOf('m') + 1)..])
        );
        Assert.Equal(Text(Sample, 84), plain);
    }

    [Fact]
    public void Text_from_the_host_cannot_command_the_terminal()
    {
        var report = Report(
            Check(
                "ssh.auth_log",
                brief: "x\u001b[2J",
                Finding(
                    "ssh.auth_log/brute",
                    Outcome.Warn,
                    "user \u001b]0;pwned\a\u202e",
                    "rm \u001b[0m"
                )
            ),
            Check("ssh.other", brief: "\u001b[2J")
        ) with
        {
            Title = ["\u001b[31mhost"],
        };
        Assert.DoesNotContain(Text(report, 80), c => c is '\u001b' or '\a' or '\u202e');
    }

    [Fact]
    public void What_a_check_could_not_read_is_said_and_named_with_the_way_out()
    {
        var report = Report(
            Check(
                "ssh.paths",
                Finding("ssh.paths/home", Outcome.Unknown, "/root: Permission denied"),
                Finding("ssh.paths/keys", Outcome.Unknown, "/root: Permission denied")
            ) with
            {
                SawOnlyPart = true,
            }
        ) with
        {
            Advice = "run with sudo",
        };
        Assert.Equal(
            """
            vm-12 · Debian 12 · OpenSSH 9.2p1           1 check · 1 unknown
            ? ssh.paths  /root: Permission denied
            1 check saw only part: run with sudo to judge ssh.paths
            """,
            Text(report, 63)
        );
    }

    [Fact]
    public void Many_findings_of_one_rule_are_counted_unless_all_are_asked_for()
    {
        var report = Report(
            Check(
                "ssh.paths",
                [
                    .. Enumerable
                        .Range(1, 12)
                        .Select(i =>
                            Finding("ssh.paths/home", Outcome.Fail, $"user{i} cannot log in")
                        ),
                ]
            )
        );
        Assert.Contains(
            "             and 9 more like this",
            Text(report, 80),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("user4 ", Text(report, 80), StringComparison.Ordinal);
        var all = string.Join('\n', new ReportText(80, default, all: true).Lines(report));
        Assert.Contains("user12 cannot log in", all, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_does_not_apply_says_why()
    {
        var report = Report(
            Check("ssh.service") with
            {
                Status = RunStatus.NotApplicable,
                Reason = "no sshd is installed",
            }
        );
        Assert.Contains(
            "– ssh.service does not apply: no sshd is installed",
            Text(report, 80),
            StringComparison.Ordinal
        );
        Assert.Equal(Outcome.NotApplicable, report.Checks[0].Worst);
    }

    private static string Text(HostReport report, int columns) =>
        string.Join('\n', new ReportText(columns, new Ink(false)).Lines(report));

    private static HostReport Report(params ImmutableArray<CheckReport> checks) =>
        new() { Title = ["vm-12", "Debian 12", "", "OpenSSH 9.2p1"], Checks = checks };

    private static CheckReport Check(string id, params ImmutableArray<Finding> findings) =>
        Check(id, "", findings);

    private static CheckReport Check(
        string id,
        string brief,
        params ImmutableArray<Finding> findings
    ) => new(id, RunStatus.Ran, "", brief, findings, SawOnlyPart: false);

    private static Finding Finding(
        string rule,
        Outcome outcome,
        string summary,
        string remedy = ""
    ) =>
        new()
        {
            Rule = rule,
            Outcome = outcome,
            Severity = Severity.High,
            Summary = summary,
            Remedy = remedy == "" ? [] : [remedy],
        };
}
