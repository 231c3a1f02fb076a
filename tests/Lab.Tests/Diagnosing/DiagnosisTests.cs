using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Lab.Tests.Scenarios;
using Fleet.Lab.Tests.Scenarios.Playing;

namespace Fleet.Lab.Tests.Diagnosing;

/// <summary>How well <c>fleet diagnose</c> tells the causes that were planted: the table, and what it has to reach.</summary>
public sealed class DiagnosisTests
{
    private const double FirstInAtLeast = 0.95;
    private const int LastGoodRank = 3;

    [Fact]
    public async Task The_true_cause_is_told_first_and_always_among_the_first_three()
    {
        Assert.SkipWhen(Lab.WhyNot() is not null, Lab.WhyNot() ?? "");
        var all = await PlayedScenarios.AllAsync();
        var rows = all
            .Values.OrderBy(row => CauseNumber(row.Scenario.Cause))
            .ThenBy(row => row.Scenario.Name, StringComparer.Ordinal)
            .ToList();

        Show(rows);
        Keep(rows);

        var late = rows.Where(row => row.Rank is 0 or > LastGoodRank).Select(Line);
        Assert.True(!late.Any(), $"not among the first three:\n{string.Join('\n', late)}");
        var first = rows.Count(row => row.Rank == 1);
        Assert.True(
            first >= FirstInAtLeast * rows.Count,
            $"first in {first} of {rows.Count}:\n{string.Join('\n', rows.Where(row => row.Rank != 1).Select(Line))}"
        );
    }

    private static void Show(List<Played> rows)
    {
        var output = Console.Out;
        output.WriteLine($"| {"cause", -5} {"scenario", -34} rank {"s", 5}  told first");
        foreach (var row in rows)
        {
            output.WriteLine(Line(row));
        }

        var numbers = rows.Select(row => row.Scenario.Cause).Distinct().Count();
        output.WriteLine(
            $"| {rows.Count} scenarios of {numbers} causes: first in {rows.Count(row => row.Rank == 1)}, among three in {rows.Count(row => row.Rank is > 0 and <= LastGoodRank)}"
        );
    }

    private static string Line(Played row) =>
        FormattableString.Invariant(
            $"| {row.Scenario.Cause, -5} {row.Scenario.Name, -34} {row.Rank, 4} {row.Seconds, 5:0.0}  {Causes(row)}"
        );

    private static string Causes(Played row) =>
        row.Rank == 1 ? row.FirstCause
        : row.Told is null ? $"not asked: {row.Trouble}"
        : $"{string.Join(", ", row.Told.Causes)}; expected {string.Join(" or ", row.Scenario.Told)}";

    // One object a scenario, as every suite that measures correctness leaves its figures.
    private static void Keep(List<Played> rows)
    {
        if (Environment.GetEnvironmentVariable("FLEET_ARTIFACTS") is not { Length: > 0 } folder)
        {
            return;
        }

        var table = new JsonArray([
            .. rows.Select(row => new JsonObject
            {
                ["scenario"] = row.Scenario.Name,
                ["cause"] = row.Scenario.Cause,
                ["rank"] = row.Rank,
                ["firstCause"] = row.FirstCause,
                ["milliseconds"] = Math.Round(row.Seconds * 1000),
            }),
        ]);
        var indented = new JsonSerializerOptions { WriteIndented = true };
        var answers = Directory.CreateDirectory(Path.Combine(folder, "lab-diagnosis")).FullName;
        File.WriteAllText(Path.Combine(folder, "lab-diagnosis.json"), table.ToJsonString(indented));
        // The whole answer, for whoever asks why.
        foreach (var row in rows.Where(row => row.Told is not null))
        {
            File.WriteAllText(
                Path.Combine(answers, $"{row.Scenario.Name}.json"),
                JsonSerializer.Serialize(row.Told!.Json, indented)
            );
        }
    }

    // "12b" stands behind "12".
    private static int CauseNumber(string cause) =>
        int.Parse(cause.TrimEnd('b'), System.Globalization.CultureInfo.InvariantCulture) * 2
        + (cause.EndsWith('b') ? 1 : 0);
}
