using System.Text.RegularExpressions;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Checks.Reporting.Nagios;

namespace Fleet.Checks.Tests.Reporting.Nagios;

public sealed partial class NagiosAnswerTests
{
    [Theory]
    [InlineData(Outcome.Pass, NagiosState.Ok)]
    [InlineData(Outcome.NotApplicable, NagiosState.Ok)]
    [InlineData(Outcome.Warn, NagiosState.Warning)]
    [InlineData(Outcome.Fail, NagiosState.Critical)]
    [InlineData(Outcome.Unknown, NagiosState.Unknown)]
    [InlineData(Outcome.Unspecified, NagiosState.Unknown)]
    public void Every_outcome_has_a_state(Outcome outcome, NagiosState expected) =>
        Assert.Equal(expected, NagiosStates.Of(outcome));

    [Fact]
    public void What_fails_counts_before_what_nobody_knows() =>
        Assert.Equal(
            NagiosState.Critical,
            NagiosStates.Worst([NagiosState.Ok, NagiosState.Unknown, NagiosState.Critical])
        );

    [Fact]
    public void A_host_is_told_by_its_worst_finding_with_figures_behind_a_bar()
    {
        var lines = NagiosHost
            .Answer(Report(Found(Outcome.Fail, "port 22 is closed"), Found(Outcome.Pass, "fine")))
            .Lines()
            .ToList();

        Assert.Equal(
            "SSH CRITICAL - port 22 is closed | fail=1;;;0 warn=0;;;0 unknown=0;;;0 pass=1;;;0",
            lines[0]
        );
        Assert.Equal(
            "CRITICAL ssh.listener/reachable: port 22 is closed",
            Assert.Single(lines[1..])
        );
    }

    [Fact]
    public void A_host_without_word_is_unknown_whatever_was_known_before()
    {
        var answer = NagiosHost.Answer(Report(Found(Outcome.Pass, "fine")), "web-12: offline");

        Assert.Equal(NagiosState.Unknown, answer.State);
        Assert.StartsWith("SSH UNKNOWN - web-12: offline | ", answer.Lines().First());
    }

    [Fact]
    public void A_host_of_which_nothing_was_looked_at_is_not_fine() =>
        Assert.Equal(
            NagiosState.Unknown,
            NagiosHost.Answer(new HostReport { Title = [], Checks = [] }).State
        );

    [Theory]
    [InlineData("user a|rta=99;1;2 b")]
    [InlineData("two\nSSH OK - all fine | pass=9")]
    [InlineData("\u001b]0;evil\u0007 \u202e \0 \ud800")]
    public void Text_from_a_host_breaks_neither_the_line_nor_the_figures(string hostile)
    {
        var answer = NagiosHost.Answer(Report(Found(Outcome.Fail, hostile)));

        var lines = answer.Lines().ToList();

        Assert.Equal(2, lines.Count);
        Assert.Matches(Head(), lines[0]);
        Assert.DoesNotContain('|', lines[1]);
        Assert.DoesNotContain(
            lines,
            line => line.Any(c => char.IsControl(c) || c is '\u202e' or '\ud800')
        );
    }

    [Fact]
    public void Many_findings_and_long_ones_are_cut_and_counted()
    {
        var many = Enumerable
            .Range(0, 500)
            .Select(i =>
                Found(Outcome.Warn, $"{i} " + string.Concat(Enumerable.Repeat("😀", 400)))
            );

        var lines = NagiosHost.Answer(Report([.. many])).Lines().ToList();

        Assert.Equal(NagiosAnswer.MostDetails + 2, lines.Count);
        Assert.Equal("and 480 more", lines[^1]);
        Assert.All(lines.Skip(1), line => Assert.True(line.Length <= NagiosAnswer.Longest));
        Assert.All(
            lines,
            line =>
                Assert.Equal(
                    line,
                    new string(line.EnumerateRunes().SelectMany(r => r.ToString()).ToArray())
                )
        );
    }

    private static HostReport Report(params Finding[] findings) =>
        new()
        {
            Title = ["web-12"],
            Checks =
            [
                new("ssh.listener", RunStatus.Ran, "", "", [.. findings], SawOnlyPart: false),
            ],
        };

    private static Finding Found(Outcome outcome, string summary) =>
        new()
        {
            Rule = "ssh.listener/reachable",
            Subject = "",
            Outcome = outcome,
            Severity = Severity.High,
            Summary = summary,
        };

    [GeneratedRegex(
        @"^SSH CRITICAL - [^|]* \| fail=1;;;0 warn=0;;;0 unknown=0;;;0 pass=0;;;0$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Head();
}
