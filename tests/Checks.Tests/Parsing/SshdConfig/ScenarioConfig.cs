using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>
/// A configuration as a scenario's name describes it: <c>wrong_value_directory</c>, <c>param_conflict</c>, <c>main_config_missing</c>. The scripts that make it are not in the corpus; their names
/// are made of a few words.
/// </summary>
/// <param name="Main">The main file; null: there is none.</param>
/// <param name="DropIns">Files that it includes, in their order.</param>
internal sealed record ScenarioConfig(
    string? Main,
    IReadOnlyList<(string Path, string? Text)> DropIns
)
{
    private const string Include = "Include /etc/ssh/sshd_config.d/*.conf\n";

    /// <summary>Null where the name has none of the words.</summary>
    /// <param name="scenario">The name.</param>
    /// <param name="right">A line that complies.</param>
    /// <param name="wrong">One that does not.</param>
    public static ScenarioConfig? Of(string scenario, string right, string wrong)
    {
        if (Body(scenario, right, wrong) is not { } body)
        {
            return null;
        }

        if (Has(scenario, "main_config_missing", "missing_main", "main_missing"))
        {
            return new ScenarioConfig(null, [DropIn(1, string.Join('\n', body))]);
        }

        if (Has(scenario, "correct_main_file_wrong_directory", "wrong_main_file_correct_directory"))
        {
            var mainIsRight = scenario.StartsWith("correct", StringComparison.Ordinal);
            return new ScenarioConfig(
                Include + (mainIsRight ? right : wrong) + "\n",
                [DropIn(1, mainIsRight ? wrong : right)]
            );
        }

        if (Has(scenario, "file_with_directory"))
        {
            return new ScenarioConfig(Include + body[0] + "\n", [DropIn(1, body[^1])]);
        }

        if (Has(scenario, "multiple_includes", "different_includings"))
        {
            return new ScenarioConfig(
                "Include /etc/ssh/sshd_config.d/1.conf\nInclude /etc/ssh/sshd_config.d/2.conf\n",
                [DropIn(1, body.Count > 1 ? body[0] : "# nothing"), DropIn(2, body[^1])]
            );
        }

        return Has(scenario, "relative_path")
                ? new ScenarioConfig(
                    "Include sshd_config.d/*.conf\n",
                    [.. body.Select((line, at) => DropIn(at + 1, line))]
                )
            : Has(scenario, "directory", "_dir", "drop_in", "configdir")
                ? new ScenarioConfig(Include, [.. body.Select((line, at) => DropIn(at + 1, line))])
            : new ScenarioConfig(string.Join('\n', body) + "\n", []);
    }

    public SshdConfiguration? Read() => Main is null ? null : SshdText.Read(Main, [.. DropIns]);

    private static List<string>? Body(string scenario, string right, string wrong) =>
        Has(scenario, "comment") ? ["# " + right]
        : Has(scenario, "line_not_there", "no_line", "no_entry", "not_there") ? ["# nothing"]
        : Has(scenario, "conflict") ? [right, wrong]
        : Has(scenario, "duplicated") ? [right, right]
        : Has(scenario, "correct", "main_config_missing") ? [right]
        : Has(scenario, "wrong", "bad") ? [wrong]
        : null;

    private static bool Has(string scenario, params string[] words) =>
        words.Any(word => scenario.Contains(word, StringComparison.Ordinal));

    private static (string Path, string? Text) DropIn(int number, string text) =>
        ($"/etc/ssh/sshd_config.d/{number}.conf", text + "\n");
}
