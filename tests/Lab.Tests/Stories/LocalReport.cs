using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>What <c>fleet-agent check</c> printed in a host.</summary>
internal sealed class LocalReport
{
    private readonly JsonElement[] _checks;
    private readonly JsonElement[] _findings;

    private LocalReport(JsonElement report) =>
        (_checks, _findings) = (
            [.. report.GetProperty("checks").EnumerateArray()],
            [.. report.GetProperty("findings").EnumerateArray()]
        );

    /// <summary>Ids of the checks that were run.</summary>
    public IEnumerable<string> Checks => _checks.Select(each => Text(each, "check"));

    /// <summary>Runs every check in the host, as root or as a user of it; neither a crash nor a surprise is a report.</summary>
    public static async Task<LocalReport> OfAsync(
        LabHost host,
        string? user = null,
        params string[] options
    )
    {
        string[] argv = [.. Built.Agent, "check", "--json", .. options];
        var answer = user is null ? await host.RunAsync(argv) : await host.RunAsAsync(user, argv);
        Assert.True(answer.Exit is 0 or 1 or 3, $"exit {answer.Exit}: {answer.Stderr}");
        Assert.Empty(answer.Stderr);
        Assert.DoesNotContain("internal_error", answer.Stdout, StringComparison.Ordinal);
        return new(JsonDocument.Parse(answer.Stdout).RootElement);
    }

    /// <summary>"status: reason" of a check.</summary>
    public string Run(string check)
    {
        var found = _checks.Single(each => Text(each, "check") == check);
        return $"{Text(found, "status")}: {Text(found, "reason")}";
    }

    /// <summary>Every finding of a rule or a check, as "rule subject outcome: summary".</summary>
    public string[] Findings(string about) =>
        [
            .. _findings
                .Where(each => Text(each, "rule") == about || Text(each, "check") == about)
                .Select(each =>
                    $"{Text(each, "rule")} {Text(each, "subject")} {Text(each, "outcome")}: {Text(each, "summary")}"
                ),
        ];

    /// <summary>The commands that a rule's findings advise, in order.</summary>
    public string[] Remedy(string rule) =>
        [
            .. _findings
                .Where(each => Text(each, "rule") == rule)
                .SelectMany(each => each.GetProperty("remedy").EnumerateArray())
                .Select(line => line.GetString() ?? ""),
        ];

    /// <summary>The outcomes that a rule or a check has, each once.</summary>
    public string[] Outcomes(string about) =>
        [
            .. _findings
                .Where(each => Text(each, "rule") == about || Text(each, "check") == about)
                .Select(each => Text(each, "outcome"))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Every finding as "rule subject outcome", sorted.</summary>
    public string[] Outcomes() =>
        [
            .. _findings
                .Select(each =>
                    $"{Text(each, "rule")} {Text(each, "subject")} {Text(each, "outcome")}"
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What is not as it should be, or not known: "outcome rule subject: summary", sorted.</summary>
    public string[] Complaints() =>
        [
            .. _findings
                .Where(each => Text(each, "outcome") is not ("pass" or "not_applicable"))
                .Select(each =>
                    $"{Text(each, "outcome")} {Text(each, "rule")} {Text(each, "subject")}: {Text(each, "summary")}"
                )
                .Order(StringComparer.Ordinal),
        ];

    private static string Text(JsonElement of, string property) =>
        of.GetProperty(property).GetString() ?? "";
}
