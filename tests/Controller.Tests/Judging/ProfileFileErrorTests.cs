using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>One kind of mistake each, with what is said of it and where.</summary>
public sealed class ProfileFileErrorTests
{
    private const string Head =
        "version: 1\nname: p\ntitle: P\nsource: {document: d, version: v1}\ncontrols:\n  c:\n    title: t\n    severity: low\n";

    private const string Fact = "    expect: {fact: sshd_config/LogLevel, ";

    [Theory]
    [InlineData(
        "",
        "1:1: the profile is empty; expected \"version: 1\", name, title, source and controls"
    )]
    [InlineData("- a\n", "1:1: a profile is not a list; expected")]
    [InlineData(
        "version: 2\nname: p\ntitle: P\nsource: {document: d, version: v}\ncontrols: {c: {title: t, severity: low, manual: m}}\n",
        "1:10: version takes 1, not \"2\""
    )]
    [InlineData(
        "version: 1\ntitle: P\nsource: {document: d, version: v}\ncontrols: {c: {title: t, severity: low, manual: m}}\n",
        "1:1: name is missing; expected"
    )]
    [InlineData(
        "version: 1\nname: My Profile\ntitle: P\nsource: {document: d, version: v}\ncontrols: {c: {title: t, severity: low, manual: m}}\n",
        "2:7: name takes lower-case letters, digits and hyphens"
    )]
    [InlineData(
        "version: 1\nname: p\ntitle: P\nsource: {document: d}\ncontrols: {c: {title: t, severity: low, manual: m}}\n",
        "4:9: version is missing in source"
    )]
    [InlineData(
        "version: 1\nname: p\ntitle: P\nsource: {document: d, version: v}\ncontrols: []\n",
        "5:11: controls takes control ids with what is said of each below, not a list"
    )]
    [InlineData(
        "version: 1\nname: p\ntitel: P\ntitle: P\nsource: {document: d, version: v}\ncontrols: {c: {title: t, severity: low, manual: m}}\n",
        "3:1: a profile has no \"titel\", only version, name, title, source or controls; did you mean title?"
    )]
    [InlineData(
        "version: 1\nname: p\ntitle: P\nsource: {document: d, version: v}\ncontrols:\n  c: {severity: low, manual: m}\n",
        "6:6: title is missing in the control c"
    )]
    [InlineData(
        "version: 1\nname: p\ntitle: P\nsource: {document: d, version: v}\ncontrols:\n  c: {title: t, manual: m}\n",
        "6:6: severity is missing in the control c"
    )]
    [InlineData(
        "version: 1\nname: p\ntitle: P\nsource: {document: d, version: v}\ncontrols:\n  c: {title: t, severity: low, manual: m}\n  c: {title: t, severity: low, manual: m}\n",
        "7:3: c is here a second time, first in line 6; keep one"
    )]
    public void The_whole_has_its_parts(string text, string expected) =>
        Assert.StartsWith(expected, Only(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "7:5: how it is judged is missing; add rule, expect, all, any or manual")]
    [InlineData(
        "    rule: ssh.config/permit_rootlogin\n",
        "9:11: there is no rule \"ssh.config/permit_rootlogin\"; did you mean ssh.config/permit_root_login?"
    )]
    [InlineData(
        "    rule: ssh.config/max_auth_tries\n    with: {maxx: 4}\n",
        "10:12: with of ssh.config/max_auth_tries has no \"maxx\", only max; did you mean max?"
    )]
    [InlineData(
        "    rule: ssh.config/max_auth_tries\n    with: {max: few}\n",
        "10:17: max takes a whole number such as 6, not \"few\""
    )]
    [InlineData(
        "    rule: ssh.config/strict_modes\n    with: {max: 4}\n",
        "10:11: ssh.config/strict_modes has no parameters"
    )]
    [InlineData(
        "    manual: m\n    rule: ssh.config/strict_modes\n",
        "10:11: rule beside manual: it is judged in one way; put both under all or any"
    )]
    [InlineData(
        "    manual: m\n    with: {max: 4}\n",
        "10:11: with has the parameters of a rule, and there is no rule"
    )]
    [InlineData("    manual: [m]\n", "9:13: manual takes one value, not a list")]
    [InlineData(
        "    any:\n      - manual: m\n",
        "10:7: any takes a list of at least two, each judged by itself"
    )]
    [InlineData(
        "    any: [{manual: m}, {manual: m, manul: m}]\n",
        "9:36: a part has no \"manul\", only rule, with, expect, all, any or manual; did you mean manual?"
    )]
    [InlineData(
        "    severty: low\n    manual: m\n",
        "9:5: the control c has no \"severty\", only title, severity, level, references, rule, with, expect, all, any or manual; did you mean severity?"
    )]
    [InlineData(
        "    references: V-1\n    manual: m\n",
        "9:17: references takes a list, not \"V-1\"; write [V-1]"
    )]
    public void A_control_is_judged_in_one_way(string said, string expected) =>
        Assert.Equal(expected, First(Head + said));

    [Theory]
    [InlineData(
        "    expect: {fact: sshd_config/LogLevl, equals: INFO}\n",
        "9:20: no check reports a fact \"sshd_config/LogLevl\"; did you mean sshd_config/LogLevel?"
    )]
    [InlineData(
        "    expect: {fact: sshd_config/loglevel, equals: INFO}\n",
        "9:20: no check reports a fact \"sshd_config/loglevel\"; did you mean sshd_config/LogLevel?"
    )]
    [InlineData(
        "    expect: {fact: sshd_config/Protocol, equals: '2'}\n",
        "9:20: no check reports a fact \"sshd_config/Protocol\""
    )]
    [InlineData(
        "    expect: {fact: nonsense, equals: x}\n",
        "9:20: no check reports a fact \"nonsense\""
    )]
    [InlineData(
        "    expect: {equals: x}\n",
        "9:13: fact is missing; name the fact, such as sshd_config/MaxAuthTries"
    )]
    [InlineData(
        "    expect: INFO\n",
        "9:13: an expectation takes fact, equals, one_of, at_least, at_most, matches_only, contains, contains_none, mode_within, absent, present, when_absent, in_file, title, severity, set, remedy or references below it, not \"INFO\""
    )]
    [InlineData(
        Fact + "severity: low}\n",
        "9:13: what is expected is missing; add equals, one_of, at_least, at_most, matches_only, contains, contains_none, mode_within, absent or present"
    )]
    [InlineData(
        Fact + "equals: a, at_most: 4}\n",
        "9:62: at_most beside equals: an expectation has one condition; write two"
    )]
    [InlineData(
        Fact + "at_most: few}\n",
        "9:51: \"few\" is no number and no time such as 90s or 1h30m"
    )]
    [InlineData(Fact + "at_least: 5, at_most: 4}\n", "9:64: nothing is from 5 to 4")]
    [InlineData(
        Fact + "one_of: VERBOSE}\n",
        "9:50: one_of takes a list, not \"VERBOSE\"; write [VERBOSE]"
    )]
    [InlineData(Fact + "one_of: [a, a]}\n", "9:54: one_of has \"a\" a second time; keep one")]
    [InlineData(Fact + "contains: 'a,,b'}\n", "9:52: contains has an empty entry in \"a,,b\"")]
    [InlineData(
        Fact + "mode_within: rw}\n",
        "9:55: mode_within takes permissions and owners such as 0640 root:root, not \"rw\""
    )]
    [InlineData(Fact + "absent: false}\n", "9:50: absent takes true, not \"false\"")]
    [InlineData(
        Fact + "absent: true, when_absent: pass}\n",
        "9:69: when_absent has no meaning beside absent or present"
    )]
    [InlineData(Fact + "equals: INFO, set: QUIET}\n", "9:61: set is \"QUIET\", which is not INFO")]
    [InlineData(
        Fact + "equals: a, when_absent: skip}\n",
        "9:66: when_absent takes pass, fail or not_applicable, not \"skip\""
    )]
    [InlineData(
        "    expect: {fact: sshd/running, equals: 'yes', in_file: true}\n",
        "9:58: in_file is for sshd_config/… only; sshd/running stands in no file"
    )]
    public void An_expectation_names_a_fact_and_one_condition(string said, string expected) =>
        Assert.StartsWith(expected, First(Head + said), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var errors = Errors(
            Head
                + "    rule: nothing/here\n  d:\n    titel: t\n    severity: hihg\n    expect: {fact: x, equals: [y]}\n"
        );

        Assert.Equal([9, 11, 11, 12, 13, 13], errors.Select(error => error.Line));
    }

    [Fact]
    public void What_may_stand_below_broken_text_is_not_called_missing() =>
        Assert.Contains(
            "no YAML from here on",
            Only("version: 1\nname: p\nsource: {"),
            StringComparison.Ordinal
        );

    private static string First(string text) => Text(Errors(text)[0]);

    private static string Only(string text) => Text(Assert.Single(Errors(text)));

    private static string Text(PolicyError error) =>
        $"{error.Line}:{error.Column}: {error.Message}";

    private static IReadOnlyList<PolicyError> Errors(string text)
    {
        var reading = ProfileFile.Read(text, "p.yaml", CheckCatalog.BuiltIn);
        Assert.Null(reading.Profile);
        return reading.Errors;
    }
}
