using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Tests.Judging;

public sealed class PolicyFileTests
{
    private const string RootLogin = "ssh.config/permit_root_login";

    [Fact]
    public void A_policy_replaces_severities_and_parameters_and_switches_rules_off()
    {
        var policy = Policy(
            """
            version: 1
            rules:
              ssh.config/permit_root_login:
                severity: critical
                allowed: no,prohibit-password   # comment
              ssh.config/max_auth_tries:
                max: 4
              ssh.listener/loopback_only:
                off: true
            """
        );

        Assert.Equal(3, policy.Rules.Count);
        Assert.Equal(Severity.Critical, policy.Rules[RootLogin].Severity);
        Assert.False(policy.Rules[RootLogin].Off);
        Assert.Equal("no,prohibit-password", policy.Parameter(Declaration(RootLogin), "allowed"));
        Assert.Equal("4", policy.Parameter(Declaration("ssh.config/max_auth_tries"), "max"));
        Assert.True(policy.Rules["ssh.listener/loopback_only"].Off);
        Assert.Null(policy.Rules["ssh.listener/loopback_only"].Severity);
    }

    [Fact]
    public void What_the_policy_leaves_out_stays_as_the_rule_declares_it() =>
        Assert.Equal(
            "prohibit-password,no,forced-commands-only",
            Policy($"version: 1\nrules:\n  {RootLogin}:\n    severity: low\n")
                .Parameter(Declaration(RootLogin), "allowed")
        );

    [Theory]
    [InlineData("no")]
    [InlineData("'no'")]
    [InlineData("\"no\"")]
    public void A_value_is_the_text_as_it_is_written(string written) =>
        Assert.Equal("no", Of(RootLogin, $"allowed: {written}").Parameters["allowed"]);

    [Theory]
    [InlineData("version: 1")]
    [InlineData("version: 1\nrules:\n")]
    [InlineData("version: 1\nrules: {}\n")]
    [InlineData("\uFEFF---\r\nversion: 1\r\n# rules come later\r\n")]
    public void A_policy_without_rules_is_the_built_in_one(string text) =>
        Assert.Empty(Policy(text).Rules);

    [Fact]
    public void Every_error_is_told_with_its_place()
    {
        var reading = Read(
            """
            version: 1
            rule: {}
            rules:
              ssh.config/permit_rootlogin:
                severity: hihg
              ssh.config/permit_root_login:
                alowed: no
                off: yes
              ssh.config/permit_root_login:
                severity: [high]
            """
        );

        Assert.Null(reading.Policy);
        Assert.Equal(
            [
                "p.yaml:2:1: a policy has no \"rule\", only version, rules, hosts, expect, waivers, silences, schedules or notifications; did you mean rules?",
                "p.yaml:4:3: there is no rule \"ssh.config/permit_rootlogin\"; did you mean ssh.config/permit_root_login?",
                "p.yaml:5:15: severity takes info, low, medium, high or critical, not \"hihg\"; did you mean high?",
                "p.yaml:7:5: ssh.config/permit_root_login has no \"alowed\", only severity, off or allowed; did you mean allowed?",
                "p.yaml:8:10: off takes true or false, not \"yes\"; did you mean true?",
                "p.yaml:9:3: ssh.config/permit_root_login is here a second time, first in line 6; keep one",
                "p.yaml:10:15: severity takes info, low, medium, high or critical, not a list",
            ],
            reading.Errors.Select(error => error.ToString())
        );
    }

    [Fact]
    public void No_built_in_rule_has_a_parameter_that_the_format_itself_names() =>
        Assert.DoesNotContain(
            CheckCatalog.BuiltIn.Rules.SelectMany(rule => rule.Declaration.Parameters.Keys),
            name => name is "severity" or "off"
        );

    [Fact]
    public void Every_built_in_value_may_be_written_into_a_policy() =>
        Assert.All(
            CheckCatalog.BuiltIn.Rules.SelectMany(rule =>
                rule.Declaration.Parameters.Select(pair => (rule.Declaration.Id, pair))
            ),
            each =>
                Assert.Equal(
                    each.pair.Value,
                    Of(each.Id, $"{each.pair.Key}: '{each.pair.Value}'").Parameters[each.pair.Key]
                )
        );

    [Fact]
    public void The_example_that_is_shipped_is_valid()
    {
        var text = File.ReadAllText(Checkout("deploy", "policies", "example.yaml"));
        var policy = Read(text).Policy!;

        Assert.True(Policy(text).Rules.Count >= 5);
        Assert.NotEmpty(policy.Waivers);
        Assert.Equal(2, policy.Silences.Length);
        Assert.NotEmpty(policy.Schedules);
        Assert.Equal(
            [],
            PolicyWarnings
                .Of(policy, hosts: null, new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero))
                .Select(warning => warning.ToString())
        );
    }

    [Fact]
    public void The_examples_in_the_documentation_are_valid()
    {
        var examples = File.ReadAllText(Checkout("docs", "policy.md"))
            .Split("```yaml\n")
            .Skip(1)
            .Select(rest => rest.Split("```")[0])
            .ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.NotEmpty(Policy(example).Rules));
        Assert.NotEmpty(Read(examples[0]).Policy!.Expectations);
    }

    private static RulePolicy Of(string rule, string said) =>
        Policy($"version: 1\nrules:\n  {rule}:\n    {said}\n").Rules[rule];

    private static readonly HostIdentity AnyHost = new(
        "web-12",
        ImmutableSortedDictionary<string, string>.Empty
    );

    private static Policy Policy(string text)
    {
        var reading = Read(text);
        Assert.Equal([], reading.Errors.Select(error => error.ToString()));
        return reading.Policy!.For(AnyHost);
    }

    private static PolicyReading Read(string text) =>
        PolicyFile.Read(text, "p.yaml", CheckCatalog.BuiltIn);

    private static RuleDeclaration Declaration(string rule) =>
        CheckCatalog.BuiltIn.FindRule(rule)!.Declaration;

    private static string Checkout(
        string folder,
        string part,
        string? file = null,
        [System.Runtime.CompilerServices.CallerFilePath] string here = ""
    ) =>
        Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(here)!, "../../..", folder, part, file ?? "")
        );
}
