using System.Globalization;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>
/// ComplianceAsCode's rules on sshd_config and its scenarios that pass or fail them: what each scenario's name describes, read by our reader, gets the same answer.
/// </summary>
public sealed class ScenarioCorporaTests
{
    private const string Template = "sshd_lineinfile";

    /// <summary>Rules with limits: the keyword, a value that complies and one that does not by the scenario's word, and what complies.</summary>
    private static readonly Dictionary<
        string,
        (
            string Keyword,
            Func<string, (string Right, string Wrong)> Values,
            Func<string, bool> Complies
        )
    > Limits = new()
    {
        ["sshd_set_max_auth_tries"] = (
            "MaxAuthTries",
            name => (Has(name, "less_than") ? "3" : "4", Has(name, "less_than_0") ? "0" : "10"),
            value => Number(value) is >= 1 and <= 4
        ),
        ["sshd_set_max_sessions"] = (
            "MaxSessions",
            name => (Has(name, "lower") ? "1" : "10", "100"),
            value => Number(value) is >= 0 and <= 10
        ),
        ["sshd_set_login_grace_time"] = (
            "LoginGraceTime",
            name => (Has(name, "lower") ? "1" : "60", Has(name, "no_limit") ? "0" : "600"),
            value => Number(value) is >= 1 and <= 60
        ),
        ["sshd_set_maxstartups"] = (
            "MaxStartups",
            name =>
                (
                    Has(name, "stricter") ? "5:20:30" : "10:30:60",
                    Has(name, "_full") ? "10:30:100"
                    : Has(name, "_rate") ? "10:60:60"
                    : "60:30:60"
                ),
            value =>
                value.Split(':') is [var start, var rate, var full]
                && Number(start) <= 10
                && Number(rate) <= 30
                && Number(full) <= 60
        ),
        ["sshd_rekey_limit"] = (
            "RekeyLimit",
            name => ("512M 1h", Has(name, "time") ? "512M 2h" : "812M 1h"),
            value => value is "512M 1h" or "536870912 3600"
        ),
    };

    [Fact]
    public void Every_scenario_of_the_template_passes_or_fails_as_it_is_named()
    {
        var agreement = new Agreement("complianceascode/template");
        var scenarios = Scenarios(agreement)
            .Where(row => row["rule_id"].Contains(Template, StringComparison.Ordinal))
            .ToList();
        foreach (
            var rule in Index(
                    agreement,
                    "sshd_rules.csv",
                    "rule_id",
                    "template",
                    "parameter",
                    "expected_value_or_variable"
                )
                .Where(row => row["template"] == Template)
        )
        {
            agreement.Case(rule["rule_id"], () => Rule(agreement, rule, scenarios));
        }

        agreement.Conclude();
    }

    [Fact]
    public void A_value_within_a_limit_passes_and_one_beyond_it_fails()
    {
        var agreement = new Agreement("complianceascode/limits");
        foreach (var row in Scenarios(agreement).Where(row => Limits.ContainsKey(row["rule_id"])))
        {
            var (keyword, values, complies) = Limits[row["rule_id"]];
            var scenario = row["scenario"];
            var (right, wrong) = values(scenario);
            // Words that only these rules use stand for the template's.
            var name = Renamed(scenario);
            if (ScenarioConfig.Of(name, $"{keyword} {right}", $"{keyword} {wrong}") is { } config)
            {
                agreement.Compare(
                    $"{row["rule_id"]}: {scenario}",
                    row["expected"],
                    Verdict(config, keyword, complies),
                    Why(config, keyword, complies, row["expected"])
                );
            }
        }

        agreement.Conclude();
    }

    private static void Rule(
        Agreement agreement,
        IReadOnlyDictionary<string, string> rule,
        List<IReadOnlyDictionary<string, string>> scenarios
    )
    {
        var keyword = rule["parameter"].Trim('"', '\'');
        var right = Right(keyword, rule["expected_value_or_variable"].Trim('"', '\''));
        var wrong = Wrong(right);
        foreach (var row in scenarios)
        {
            var config =
                ScenarioConfig.Of(row["scenario"], $"{keyword} {right}", $"{keyword} {wrong}")
                ?? throw new FormatException($"{row["scenario"]} describes no configuration");
            agreement.Compare(
                $"{rule["rule_id"]}: {row["scenario"]}",
                row["expected"],
                Verdict(config, keyword, value => Same(value, right)),
                SshdKeywords.Find(keyword) is null or { Kind: SshdValueKind.Ignored }
                    ? "sshd has taken no notice of this keyword since SSH 1 went (7.6): its line changes nothing"
                    : ""
            );
        }
    }

    /// <summary>As the rules have it: some line sets the keyword, and no line says otherwise.</summary>
    private static string Verdict(
        ScenarioConfig config,
        string keyword,
        Func<string, bool> complies
    )
    {
        var values = Values(config, keyword);
        return values.Count > 0 && values.TrueForAll(value => complies(value)) ? "pass" : "fail";
    }

    private static string Why(
        ScenarioConfig config,
        string keyword,
        Func<string, bool> complies,
        string expected
    ) =>
        expected == "pass" && Values(config, keyword) is [var first, ..] && complies(first)
            ? "sshd takes the first value, and it is right; the same conflict fails elsewhere in this corpus"
            : "";

    private static List<string> Values(ScenarioConfig config, string keyword) =>
        config.Read() is { Errors.IsEmpty: true } read
            ?
            [
                .. read
                    .Directives.Where(line =>
                        line.Name.Equals(keyword, StringComparison.OrdinalIgnoreCase)
                        || SshdKeywords.Spelling(keyword) == line.Name
                    )
                    .Select(line => string.Join(' ', line.Words)),
            ]
            : [];

    // A variable of the benchmark has any value that its keyword takes.
    private static string Right(string keyword, string expected) =>
        !expected.Contains('_', StringComparison.Ordinal)
            ? expected
            : keyword switch
            {
                "AllowGroups" or "AllowUsers" or "DenyGroups" or "DenyUsers" => "wheel",
                "MaxStartups" => "10:30:60",
                "Compression" => "delayed",
                "RekeyLimit" => "512M 1h",
                _ => "60",
            };

    private static string Wrong(string right) =>
        right switch
        {
            "yes" => "no",
            "no" => "yes",
            "prohibit-password" or "delayed" => "yes",
            "wheel" => "nobody",
            "10:30:60" => "10:30:100",
            "INFO" or "VERBOSE" => "ERROR",
            _ when Number(right) is { } number => $"{number + 1}",
            _ => "/etc/ssh/wrong",
        };

    private static bool Same(string value, string right) =>
        value.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Renamed(string scenario) =>
        Has(
            scenario,
            "correct",
            "wrong",
            "bad",
            "comment",
            "no_line",
            "not_there",
            "conflict",
            "duplicated"
        )
            ? scenario
        : Has(scenario, "too_high", "no_limit", "lenient") ? "wrong_" + scenario
        : Has(scenario, "lower_bound", "stricter", "_ok") ? "correct_" + scenario
        : scenario;

    private static IEnumerable<IReadOnlyDictionary<string, string>> Scenarios(
        Agreement agreement
    ) =>
        Index(agreement, "scenarios.csv", "rule_id", "scenario", "expected")
            .Where(row => row["expected"] is "pass" or "fail");

    private static List<IReadOnlyDictionary<string, string>> Index(
        Agreement agreement,
        string name,
        params string[] columns
    )
    {
        List<IReadOnlyDictionary<string, string>> rows = [];
        foreach (var path in Corpus.Files("complianceascode", name))
        {
            agreement.Case(name, () => rows.AddRange(Csv.Rows(File.ReadAllText(path), columns)));
        }

        return rows;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool Has(string scenario, params string[] words) =>
        words.Any(word => scenario.Contains(word, StringComparison.Ordinal));
}
