using Fleet.Checks.Catalog;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>One kind of mistake each, with what is said of it.</summary>
public sealed class PolicyFileErrorTests
{
    private const string Rule = "version: 1\nrules:\n  ssh.config/permit_root_login:\n";

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n\n")]
    [InlineData("---\n...\n")]
    [InlineData("~")]
    public void An_empty_file_is_told_what_was_expected(string text) =>
        Assert.Contains("1:1: the policy is empty; expected \"version: 1\"", Only(text));

    [Theory]
    [InlineData("rules: {}\n", "1:1: version is missing; begin the policy with \"version: 1\"")]
    [InlineData(
        "version: 2\nrules: nonsense\n",
        "1:10: version 2 is not known here; this fleet reads version 1"
    )]
    [InlineData("version: '1'\n", "1:10: version takes the number 1, not the text \"1\"")]
    [InlineData("version:\n", "1:9: version takes the number 1, not nothing")]
    [InlineData("version: [1]\n", "1:10: version takes the number 1, not a list")]
    [InlineData(
        "version: 1\nversion: 1\n",
        "2:1: version is here a second time, first in line 1; keep one"
    )]
    public void The_version_is_the_number_one(string text, string expected) =>
        Assert.Equal(expected, Only(text));

    [Theory]
    [InlineData("- version: 1\n", "1:1: a policy is not a list; expected")]
    [InlineData("version 1\n", "1:1: a policy is not \"version 1\"; expected")]
    public void A_policy_is_a_mapping(string text, string expected) =>
        Assert.StartsWith(expected, Only(text));

    [Theory]
    [InlineData(
        "version: 1\nrules: [a]\n",
        "2:8: rules takes rule ids with what is said of each below, not a list"
    )]
    [InlineData(
        "version: 1\nrules:\n  ? [a]\n  : 1\n",
        "3:5: a key is one word, not a list or a mapping"
    )]
    [InlineData(
        "version: 1\nrules:\n  permit_root_login: {off: true}\n",
        "3:3: there is no rule \"permit_root_login\"; did you mean ssh.config/permit_root_login?"
    )]
    [InlineData(
        "version: 1\nrules:\n  nothing/like/it: {off: true}\n",
        "3:3: there is no rule \"nothing/like/it\""
    )]
    [InlineData(
        "version: 1\nrules:\n  nothing/like/it: {of: true, severity: high}\n",
        "3:3: there is no rule \"nothing/like/it\""
    )]
    public void Rules_are_named_by_their_ids(string text, string expected) =>
        Assert.Equal(expected, Only(text));

    [Fact]
    public void A_check_is_not_a_rule_and_its_rules_are_named() =>
        Assert.StartsWith(
            "3:3: ssh.config is a check; say which of its rules: ssh.config/",
            Only("version: 1\nrules:\n  ssh.config: {off: true}\n")
        );

    [Theory]
    [InlineData(
        "",
        "3:3: ssh.config/permit_root_login takes severity, off or allowed below it, not nothing"
    )]
    [InlineData(
        "    off\n",
        "4:5: ssh.config/permit_root_login takes severity, off or allowed below it, not \"off\""
    )]
    [InlineData(
        "    severity: High\n",
        "4:15: severity takes info, low, medium, high or critical, not \"High\"; did you mean high?"
    )]
    [InlineData(
        "    severity: unspecified\n",
        "4:15: severity takes info, low, medium, high or critical, not \"unspecified\""
    )]
    [InlineData(
        "    severity: 3\n",
        "4:15: severity takes info, low, medium, high or critical, not \"3\""
    )]
    [InlineData(
        "    severity:\n",
        "4:14: severity takes info, low, medium, high or critical, not nothing"
    )]
    [InlineData(
        "    off: 'true'\n",
        "4:10: off takes true or false, not the text \"true\"; did you mean true?"
    )]
    [InlineData("    off: {a: b}\n", "4:10: off takes true or false, not a mapping")]
    [InlineData(
        "    allowed:\n",
        "4:13: allowed takes a value such as prohibit-password,no,forced-commands-only, not nothing"
    )]
    [InlineData(
        "    allowed: ''\n",
        "4:14: allowed has an empty entry in \"\"; the built-in value is prohibit-password,no,forced-commands-only"
    )]
    [InlineData(
        "    allowed: no,\n",
        "4:14: allowed has an empty entry in \"no,\"; the built-in value is prohibit-password,no,forced-commands-only"
    )]
    [InlineData(
        "    allowed: [no, prohibit-password]\n",
        "4:14: allowed takes one line, not a list; write no,prohibit-password"
    )]
    [InlineData(
        "    allowed: |\n      no\n",
        "4:14: allowed takes one line without control characters"
    )]
    [InlineData(
        "    allowed: \"no\\e[31m\"\n",
        "4:14: allowed takes one line without control characters"
    )]
    [InlineData(
        "    off: true\n    off: true\n",
        "5:5: off is here a second time, first in line 4; keep one"
    )]
    public void What_is_said_of_a_rule_is_what_it_takes(string said, string expected) =>
        Assert.Equal(expected, Only(Rule + said));

    [Theory]
    [InlineData("six")]
    [InlineData("-1")]
    [InlineData("4.5")]
    [InlineData("99999999999")]
    public void A_number_is_replaced_by_a_number_only(string value) =>
        Assert.Equal(
            $"4:10: max takes a whole number such as 6, not \"{value}\"",
            Only($"version: 1\nrules:\n  ssh.config/max_auth_tries:\n    max: {value}\n")
        );

    [Theory]
    [InlineData("version: &v 1\n", "1:10: the anchor &v is not taken; remove it")]
    [InlineData("version: 1\nrules: *v\n", "2:8: the alias *v is not taken; write the value out")]
    [InlineData("version: !!int 1\n", "1:10: a tag (!) is not taken; write the value alone")]
    [InlineData(
        "version: 1\n---\nversion: 1\n",
        "2:1: a second document begins; a policy is one, without --- between"
    )]
    public void Yaml_that_a_policy_does_not_need_is_refused(string text, string expected) =>
        Assert.Equal(expected, Only(text));

    [Theory]
    [InlineData(
        "version: 1\nrules:\n\tssh.config/loaded: {off: true}\n",
        "3:1: a tab indents this line; YAML takes spaces only"
    )]
    [InlineData(
        "version: 1\r\nrules:\r\n  \tssh.config/loaded:\r\n",
        "3:3: a tab indents this line; YAML takes spaces only"
    )]
    [InlineData(
        "version: 1\0\nrules: nonsense\n",
        "1:11: the control character U+0000 has no place in a policy"
    )]
    [InlineData(
        "version: 1 # \u2028rules: nonsense\n",
        "1:14: the control character U+2028 has no place in a policy"
    )]
    [InlineData("version: 1 # \uFFFD\n", "1:14: the file is not UTF-8 text here")]
    [InlineData("version: 1 # \uD83D\n", "1:14: the file is not UTF-8 text here")]
    public void Text_that_a_parser_would_misread_is_refused_first(string text, string expected) =>
        Assert.Equal(expected, Only(text));

    [Theory]
    [InlineData("version: 1\nrules: 'open\n", 2, 8)]
    [InlineData("version: 1\nrules: {a: b\n", 3, 1)]
    [InlineData("version: 1\n rules: {}\n", 2, 7)]
    [InlineData("version: !<> 1\n", 1, 13)]
    [InlineData("version: \"\\UFFFFFFFF\"\n", 1, 21)]
    public void Broken_yaml_is_told_where_it_breaks(string text, int line, int column)
    {
        var error = Assert.Single(Errors(text));

        Assert.StartsWith("no YAML from here on (", error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void What_stands_before_broken_yaml_is_judged_too() =>
        Assert.Equal(
            [2, 3],
            Errors("version: 1\nrule: {}\nrules: 'open\n").Select(error => error.Line)
        );

    [Theory]
    [InlineData("version: 1\nrules:\n  ssh.config/loaded: {")]
    [InlineData("rules: {")]
    public void What_may_stand_below_broken_yaml_is_not_called_missing(string text) =>
        Assert.Contains("no YAML from here on", Only(text));

    [Fact]
    public void A_file_that_is_too_large_is_not_parsed() =>
        Assert.Equal(
            "1:1: the file is larger than 1 MiB: this is no policy",
            Only("version: 1\n# " + new string('ä', PolicyFile.MaxBytes / 2))
        );

    [Fact]
    public void A_file_of_the_largest_size_is_taken()
    {
        const string Start = "version: 1\n#";

        Assert.Empty(Errors(Start + new string('x', PolicyFile.MaxBytes - Start.Length)));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("? ")]
    [InlineData("- ")]
    public void Depth_is_bounded(string opening) =>
        Assert.Contains(
            Errors("version: 1\nrules: \n" + string.Concat(Enumerable.Repeat(opening, 20_000))),
            error => error.Message.StartsWith("nested more than 16 deep", StringComparison.Ordinal)
        );

    [Fact]
    public void A_list_of_errors_stays_readable()
    {
        var errors = Errors(
            "version: 1\nrules:\n"
                + string.Concat(Enumerable.Range(0, 50_000).Select(n => $"  r{n}: x\n"))
        );

        Assert.Equal(201, errors.Length);
        Assert.Equal("more errors from here on; correct these 200 first", errors[^1].Message);
    }

    [Fact]
    public void What_an_error_repeats_of_the_file_is_short_and_safe_to_print()
    {
        var key = "\\e]0;x\\u202e" + new string('k', 900);
        var error = Only($"version: 1\nrules:\n  \"{key}\": x\n");

        Assert.True(error.Length < 150);
        Assert.Contains(@"\x1b]0;x\u202ekkk", error);
    }

    private static string Only(string text)
    {
        var error = Assert.Single(Errors(text));
        Assert.Equal("p.yaml", error.File);
        return $"{error.Line}:{error.Column}: {error.Message}";
    }

    private static System.Collections.Immutable.ImmutableArray<PolicyError> Errors(string text)
    {
        var reading = PolicyFile.Read(text, "p.yaml", CheckCatalog.BuiltIn);
        Assert.Equal(reading.Errors.IsEmpty, reading.Policy is not null);
        return reading.Errors;
    }
}
