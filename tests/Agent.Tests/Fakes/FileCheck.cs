using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Agent.Tests.Fakes;

/// <summary>A check whose facts are the lines of one file; its one rule says what the first line says. Its cursor counts its runs.</summary>
public sealed class FileCheck(string id, string path) : Check
{
    public const string Unreadable = "unreadable";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = id,
            Version = 1,
            Title = $"what {path} says",
            Description = "For tests.",
            Interval = TimeSpan.FromMinutes(1),
            Keys = [new KeyDeclaration("line/**", KeyUse.Watched, "a line", "pass")],
            Needs = [Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new FirstLine(id)];

    public override string Brief(CheckFacts facts) => $"{facts.All.Count()} lines";

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        _ = int.TryParse(context.Cursor, CultureInfo.InvariantCulture, out var runs);
        seen.Cursor = $"{runs + 1}";
        var file = await context.Host.AskAsync(new ReadFile(path), cancellationToken);
        if (!file.IsOk)
        {
            seen.NotApplicable(file.Reason);
            seen.Cover("line", CoverageState.Absent, file.Reason);
            return;
        }

        if (file.Value.Text == "throw")
        {
            throw new InvalidOperationException("the file says throw");
        }

        if (file.Value.Text == Unreadable)
        {
            seen.Cover("line", CoverageState.Unreadable, $"{path}: Permission denied");
            return;
        }

        seen.Complete("line");
        foreach (var (i, line) in file.Value.Text.Split('\n').Index())
        {
            seen.Fact($"line/{i}", line, $"{path}:{i + 1}");
        }
    }

    private sealed class FirstLine(string check) : Rule
    {
        public override RuleDeclaration Declaration { get; } =
            new()
            {
                Id = $"{check}/first",
                Title = "the first line says pass",
                Severity = Severity.High,
                Rationale = "For tests.",
                Reads = ["line/0"],
            };

        public override IEnumerable<Finding> Judge(JudgeInput input)
        {
            var reading = input[Declaration.Id.Split('/')[0]].Read("line/0");
            var outcome = reading switch
            {
                { IsUnknown: true } => Outcome.Unknown,
                { Value: "pass" } => Outcome.Pass,
                { Value: "warn" } => Outcome.Warn,
                _ => Outcome.Fail,
            };
            yield return Finding(
                outcome,
                "",
                reading.Reason ?? $"the first line is {reading.Value}"
            );
        }
    }
}
