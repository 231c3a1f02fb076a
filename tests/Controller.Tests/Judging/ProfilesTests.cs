using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>The profiles that ship: they are read, what they name exists, and their identifiers are whole.</summary>
public sealed partial class ProfilesTests
{
    public static TheoryData<string> Names => [.. Profiles.Texts().Select(file => file.Name)];

    [Fact]
    public void There_are_five() =>
        Assert.Equal(
            ["cis-debian12-ssh", "cis-rhel9-ssh", "mozilla-modern", "ssh-baseline", "stig-ssh"],
            Profiles.BuiltIn.Select(profile => profile.Name)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_read_without_complaint_and_is_called_as_its_file(string name)
    {
        var reading = ProfileFile.Read(
            Profiles.Texts().Single(file => file.Name == name).Text,
            name,
            CheckCatalog.BuiltIn
        );

        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        Assert.Equal(name, reading.Profile!.Name);
        Assert.Same(Profiles.Find(name), Profiles.BuiltIn.Single(profile => profile.Name == name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_parameter_check_and_id_is_there_once(string name)
    {
        var profile = Profiles.Find(name)!;
        var catalog = CheckCatalog.BuiltIn;

        Assert.Equal(
            profile.Controls.Length,
            profile.Controls.Select(control => control.Id).Distinct().Count()
        );
        foreach (var part in profile.Controls.SelectMany(control => Parts(control.JudgedBy)))
        {
            switch (part)
            {
                case ByRule(var id, var parameters):
                    var rule = catalog.FindRule(id)?.Declaration;
                    Assert.NotNull(rule);
                    Assert.Empty(parameters.Keys.Except(rule.Parameters.Keys));
                    break;
                case ByExpectation(var expected):
                    Assert.NotNull(catalog.Find(expected.Check));
                    break;
                default:
                    Assert.NotEmpty(Assert.IsType<ByHand>(part).Reason);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_a_host_of_which_nothing_is_known_every_control_is_unknown(string name)
    {
        var results = Judge(name, CheckFacts.None);

        Assert.All(results, result => Assert.Equal(Outcome.Unknown, result.Outcome));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_nothing_applies_no_control_does_but_those_for_a_person(string name)
    {
        var absent = CheckFacts.None.After(
            new Observation
            {
                Check = "any",
                CheckVersion = 1,
                Status = RunStatus.NotApplicable,
                Reason = "no sshd is installed",
            }
        );

        Assert.All(
            Judge(name, absent).GroupBy(result => result.ControlId),
            control =>
                Assert.Contains(
                    ControlResult.Together(control),
                    control.Any(result => result.IsManual || result.Rule == ControlResult.AnyRule)
                        ? (Outcome[])[Outcome.Unknown, Outcome.NotApplicable]
                        : [Outcome.NotApplicable]
                )
        );
    }

    [Fact]
    public void The_CIS_profiles_have_every_number_of_their_section()
    {
        var numbers = Enumerable.Range(1, 22).Select(number => $"5.1.{number}").ToArray();
        foreach (
            var (name, benchmark) in new[]
            {
                ("cis-debian12-ssh", "CIS Debian 12"),
                ("cis-rhel9-ssh", "CIS RHEL 9"),
            }
        )
        {
            var profile = Profiles.Find(name)!;
            Assert.Equal(numbers, profile.Controls.Select(control => control.Id));
            Assert.All(
                profile.Controls,
                control =>
                {
                    Assert.Contains($"{benchmark} {control.Id}", control.References);
                    Assert.Contains(control.Level, (string[])["1", "2"]);
                }
            );
        }
    }

    [Fact]
    public void Every_STIG_control_has_its_vulnerability_and_its_category() =>
        Assert.All(
            Profiles.Find("stig-ssh")!.Controls,
            control =>
            {
                Assert.Matches(StigId(), control.Id);
                var vulnerability = Assert.Single(
                    control.References,
                    reference => Vulnerability().IsMatch(reference)
                );
                Assert.Contains("S" + vulnerability, control.References);
                Assert.Contains(control.Level, (string[])["CAT I", "CAT II"]);
            }
        );

    [Fact]
    public void Nothing_that_agents_know_is_left_to_a_person() =>
        Assert.Equal(
            [
                "mozilla-modern UsePrivilegeSeparation",
                "mozilla-modern moduli",
                "stig-ssh RHEL-09-255115",
                "stig-ssh RHEL-09-255130",
            ],
            Profiles
                .BuiltIn.SelectMany(profile =>
                    profile
                        .Controls.Where(control => Parts(control.JudgedBy).OfType<ByHand>().Any())
                        .Select(control => $"{profile.Name} {control.Id}")
                )
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Rule_names_of_ComplianceAsCode_are_ones_that_it_has()
    {
        var corpora = Environment.GetEnvironmentVariable("FLEET_CORPORA");
        Assert.SkipWhen(corpora is null, "FLEET_CORPORA is not set");
        var file = Path.Combine(corpora!, "complianceascode", "sshd_rules.csv");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there");
        var known = File.ReadLines(file).Select(line => line.Split(',')[0]).ToHashSet();

        var named = Profiles
            .BuiltIn.SelectMany(profile => profile.Controls)
            .SelectMany(control => control.References)
            .Where(reference => reference.StartsWith("SSG ", StringComparison.Ordinal))
            .Select(reference => reference["SSG ".Length..])
            .Distinct()
            .ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known));
    }

    /// <summary>Every control has a result, and no rule and subject two.</summary>
    private static ImmutableArray<ControlResult> Judge(string name, CheckFacts everywhere)
    {
        var profile = Profiles.Find(name)!;
        var results = ProfileJudge.Judge(
            profile,
            new JudgeInput
            {
                Checks = CheckCatalog.BuiltIn.Checks.ToImmutableDictionary(
                    check => check.Declaration.Id,
                    _ => everywhere
                ),
                Policy = Policy.BuiltIn,
                AsOf = DateTimeOffset.UnixEpoch,
            },
            CheckCatalog.BuiltIn
        );
        Assert.Equal(
            profile.Controls.Select(control => control.Id),
            results.Select(result => result.ControlId).Distinct()
        );
        Assert.Equal(
            results.Length,
            results.DistinctBy(result => (result.ControlId, result.Rule, result.Subject)).Count()
        );
        return results;
    }

    private static IEnumerable<Judgement> Parts(Judgement judgement) =>
        judgement switch
        {
            AllOf(var parts) => parts.SelectMany(Parts),
            AnyOf(var parts) => parts.SelectMany(Parts),
            _ => [judgement],
        };

    [GeneratedRegex(
        "^RHEL-09-255[0-9]{3}$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex StigId();

    [GeneratedRegex("^V-[0-9]{6}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Vulnerability();
}
