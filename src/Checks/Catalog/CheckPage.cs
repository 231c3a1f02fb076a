using System.Text;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog;

/// <summary>A check's page, <c>docs/checks/ID.md</c>, made from what the check declares. Pure: the same declaration gives the same text.</summary>
public static class CheckPage
{
    /// <summary>The page's file name.</summary>
    public static string FileName(Check check) => check.Declaration.Id + ".md";

    public static string Render(Check check)
    {
        var declared = check.Declaration;
        var page = new StringBuilder();
        page.Append(
            $"""
            # {declared.Id}

            {declared.Title}.

            {declared.Description}

            Runs every {Duration(declared.Interval)}, at most {Duration(declared.Deadline)} long. Needs: {string.Join(
                ", ",
                declared.Needs.Select(need => Words(need))
            )}.

            ## Facts

            | key | example | meaning | a change |
            |---|---|---|---|

            """
        );
        foreach (var key in declared.Keys)
        {
            var use = key.Use == KeyUse.Watched ? "matters" : "is history";
            page.Append(
                $"| `{key.Pattern}` | `{Cell(key.Example)}` | {Cell(key.Meaning)} | {use} |\n"
            );
        }

        page.Append("\n## Rules\n");
        foreach (var rule in check.Rules)
        {
            Append(page, rule.Declaration);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, RuleDeclaration rule)
    {
        page.Append(
            $"\n### {rule.Id}\n\n{rule.Title}. Severity where it does not hold: {Words(rule.Severity)}.\n\n{rule.Rationale}\n\nReads {Codes(rule.Reads)}.\n"
        );
        if (rule.CausedBy is { } cause)
        {
            page.Append($"A consequence of `{cause}` while that fails.\n");
        }

        foreach (var (name, value) in rule.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            page.Append(
                $"Policy parameter `{name}`, by default {(value.Length == 0 ? "empty" : $"`{value}`")}.\n"
            );
        }

        if (!rule.References.IsEmpty)
        {
            page.Append($"\nSee {string.Join("; ", rule.References)}.\n");
        }
    }

    private static string Codes(IEnumerable<string> patterns) =>
        string.Join(", ", patterns.Select(pattern => $"`{pattern}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    internal static string Duration(TimeSpan time) =>
        time.TotalSeconds < 60 ? $"{time.TotalSeconds:0} s"
        : time.TotalMinutes < 60 ? $"{time.TotalMinutes:0} min"
        : $"{time.TotalHours:0} h";

    /// <summary>ReadPrivileged: <c>read privileged</c>.</summary>
    private static string Words(Enum value) =>
        string.Concat(
                value
                    .ToString()
                    .Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString())
            )
            .TrimStart();
}
