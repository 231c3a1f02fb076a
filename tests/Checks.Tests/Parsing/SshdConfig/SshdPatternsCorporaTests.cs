using System.Text.Json;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>Patterns and user lists against OpenSSH's own tests.</summary>
public sealed class SshdPatternsCorporaTests
{
    [Fact]
    public void Patterns_agree_with_the_unit_tests_of_OpenSSH()
    {
        var agreement = new Agreement("openssh_semantics/match");
        agreement.Rows(
            "openssh_semantics/match.json",
            (_, test) =>
                agreement.Compare(
                    test.ToString(),
                    test.GetProperty("expect").ToString(),
                    Matched(test.GetProperty("fn").GetString()!, test.GetProperty("args"))
                )
        );
        agreement.Conclude();
    }

    private static string Matched(string function, JsonElement args)
    {
        var (one, two) = (args[0].GetString()!, args[1].GetString()!);
        return function switch
        {
            "match_pattern" => SshdPatterns.IsMatch(one, two) ? "1" : "0",
            "match_pattern_list" => SshdPatterns
                .List(one, two, args[2].GetInt32() == 1)
                .ToString("D"),
            "addr_match_list" => SshdPatterns.Addresses(one, two).ToString("D"),
            "match_filter_denylist" => SshdPatterns.Without(one, two),
            _ => throw new FormatException($"there is no function {function}"),
        };
    }

    [Fact]
    public void User_lists_agree_with_the_regression_table()
    {
        var agreement = new Agreement("openssh_semantics/allow_deny_users");
        agreement.Rows(
            "openssh_semantics/allow_deny_users.json",
            (_, test) => Listed(agreement, test)
        );
        agreement.Conclude();
    }

    private static void Listed(Agreement agreement, JsonElement test)
    {
        var lines = new List<string>();
        lines.AddRange(test.Text("deny") is { Length: > 0 } deny ? [$"DenyUsers {deny}"] : []);
        lines.AddRange(test.Text("allow") is { Length: > 0 } allow ? [$"AllowUsers {allow}"] : []);
        var effective = SshdText.Effective(string.Join('\n', lines));
        var refusal = SshdUserLists.Refusal(
            effective,
            test.Text("user")!,
            [],
            "127.0.0.1",
            "127.0.0.1"
        );
        agreement.Compare(
            test.ToString(),
            test.GetProperty("allowed").GetBoolean().ToString(),
            (refusal is null).ToString()
        );
    }
}
