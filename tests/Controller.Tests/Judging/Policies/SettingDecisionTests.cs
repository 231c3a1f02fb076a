using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Controller.Judging.Policies;
using static Fleet.Controller.Tests.Judging.Policies.PolicyTexts;

namespace Fleet.Controller.Tests.Judging.Policies;

public sealed class SettingDecisionTests
{
    private const string Text = """
        rules:
          ssh.config/permit_root_login: {severity: critical, allowed: no}
        hosts:
          - host: web-*
            rules:
              ssh.config/permit_root_login: {severity: medium}
          - host: web-12
            rules:
              ssh.config/permit_root_login: {severity: low}
        """;

    [Fact]
    public void The_deciding_line_and_those_it_stands_over_are_named()
    {
        var severity = Of("web-12")[0];

        Assert.Equal(("severity", "low"), (severity.Setting, severity.By.Value));
        Assert.Equal(
            ["p.yaml:10:48", "p.yaml:7:48", "p.yaml:3:44", "built in"],
            severity.Over.Insert(0, severity.By).Select(source => source.Place.ToString())
        );
        Assert.Equal(
            ["web-12", "web-*", "every host", "every host"],
            severity.Over.Insert(0, severity.By).Select(source => source.Hosts.ToString())
        );
    }

    [Fact]
    public void What_no_line_speaks_of_is_built_in()
    {
        var off = Of("web-12")[1];

        Assert.Equal(("off", "false", 0), (off.Setting, off.By.Value, off.Over.Length));
        Assert.Equal("built in", off.By.Place.ToString());
    }

    [Fact]
    public void What_explains_is_what_decides() =>
        Assert.All(
            ["web-12", "web-1", "db-1"],
            name =>
            {
                var rule = Valid(Text).For(Host(name)).Rules[RootLogin];
                var settings = Of(name).ToDictionary(each => each.Setting, each => each.By.Value);

                Assert.Equal(RuleSettings.Word(rule.Severity!.Value), settings["severity"]);
                Assert.Equal(RuleSettings.Word(rule.Off), settings["off"]);
                Assert.Equal(rule.Parameters["allowed"], settings["allowed"]);
            }
        );

    private static ImmutableArray<SettingDecision> Of(string host) =>
        SettingDecision.Of(
            Valid(Text),
            Host(host),
            CheckCatalog.BuiltIn.FindRule(RootLogin)!.Declaration
        );
}
