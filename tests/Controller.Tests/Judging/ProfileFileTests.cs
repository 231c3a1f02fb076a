using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

public sealed class ProfileFileTests
{
    private const string Head = """
        version: 1
        name: ours
        title: Ours
        source:
          document: Our rules
          version: "3"
        controls:

        """;

    [Fact]
    public void A_profile_is_read_as_it_is_written()
    {
        var profile = Read(
            Head
                + """
                  1.1:
                    title: few attempts
                    severity: high
                    level: 2
                    references: [CIS Debian 12 5.1.16]
                    rule: ssh.config/max_auth_tries
                    with: {max: 4}
                  1.2:
                    title: a short grace
                    severity: low
                    expect: {fact: sshd_config/LoginGraceTime, at_least: 1, at_most: 1m, when_absent: not_applicable}
                  1.3:
                    title: somebody is named
                    severity: low
                    any:
                      - expect: {fact: sshd_config/AllowUsers, present: true}
                      - expect: {fact: sshd_config/AllowGroups, one_of: [staff, 'a, b'], in_file: true}
                  1.4:
                    title: read it
                    severity: info
                    manual: a person reads it
                """
        );

        Assert.Equal(
            ("ours", "Our rules", "3", ""),
            (profile.Name, profile.Source.Document, profile.Source.Version, profile.Source.Url)
        );
        Assert.Equal(["1.1", "1.2", "1.3", "1.4"], profile.Controls.Select(control => control.Id));
        var first = profile.Controls[0];
        Assert.Equal((Severity.High, "2"), (first.Severity, first.Level));
        var rule = Assert.IsType<ByRule>(first.JudgedBy);
        Assert.Equal("4", rule.Parameters["max"]);
        var grace = Assert.IsType<ByExpectation>(profile.Controls[1].JudgedBy).Expected;
        Assert.Equal(("ssh.config", new Within("1", "1m")), (grace.Check, grace.Holds));
        Assert.Equal((AbsentMeans.NotApplicable, Severity.Low), (grace.WhenAbsent, grace.Severity));
        var parts = Assert.IsType<AnyOf>(profile.Controls[2].JudgedBy).Parts;
        var groups = Assert.IsType<ByExpectation>(parts[1]).Expected;
        Assert.True(groups.InFile);
        Assert.Equal(["staff", "a, b"], Assert.IsType<OneOf>(groups.Holds).Values);
        Assert.Equal(new ByHand("a person reads it"), profile.Controls[3].JudgedBy);
    }

    [Theory]
    [InlineData("equals: no", "no")]
    [InlineData("one_of: [VERBOSE, INFO]", "one of VERBOSE, INFO")]
    [InlineData("at_most: 4", "at most 4")]
    [InlineData("at_least: 90s", "at least 90s")]
    [InlineData("matches_only: 'a,b'", "only of a, b")]
    [InlineData("contains: [a, b]", "a list with a, b")]
    [InlineData("contains_none: 'a, b'", "none of a, b")]
    [InlineData("mode_within: 0600 root:root", "at most 0600 root:root")]
    [InlineData("absent: true", "absent")]
    [InlineData("present: true", "present")]
    public void Every_condition_has_its_word(string condition, string words) =>
        Assert.Equal(words, Expected($"fact: sshd_config/LogLevel, {condition}").Holds.Words);

    [Theory]
    [InlineData("sshd_config/MaxAuthTries", "ssh.config")]
    [InlineData("sshd_config/*", "ssh.config")]
    [InlineData("host_key_mode/**", "ssh.host_keys")]
    [InlineData("sshd_config_mode/etc/ssh/**", "ssh.config")]
    [InlineData("unit/*/enabled", "ssh.service")]
    [InlineData("package/openssh-server", "host.packages")]
    public void The_check_that_reports_a_fact_is_found(string fact, string check) =>
        Assert.Equal(check, Expected($"fact: {fact}, present: true").Check);

    [Fact]
    public void The_example_in_the_documentation_is_valid()
    {
        var examples = File.ReadAllText(Checkout("docs", "profiles.md"))
            .Split("```yaml\n")
            .Skip(1)
            .Select(rest => rest.Split("```")[0])
            .ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.NotEmpty(Read(example).Controls));
    }

    private static FactExpectation Expected(string said) =>
        Assert
            .IsType<ByExpectation>(
                Assert
                    .Single(
                        Read(
                            $$"""
                            {{Head}}
                              x:
                                title: t
                                severity: low
                                expect: { {{said}} }
                            """
                        ).Controls
                    )
                    .JudgedBy
            )
            .Expected;

    private static Profile Read(string text)
    {
        var reading = ProfileFile.Read(text, "p.yaml", CheckCatalog.BuiltIn);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return reading.Profile!;
    }

    private static string Checkout(
        string folder,
        string file,
        [System.Runtime.CompilerServices.CallerFilePath] string here = ""
    ) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", folder, file));
}
