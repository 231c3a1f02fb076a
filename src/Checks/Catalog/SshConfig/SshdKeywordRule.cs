using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>A rule about the effective value of one keyword.</summary>
public abstract class SshdKeywordRule : Rule
{
    /// <summary>The check whose facts it reads.</summary>
    protected const string Check = "ssh.config";

    /// <summary>The keyword, in sshd_config(5)'s spelling.</summary>
    protected abstract string Keyword { get; }

    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var key = SshConfigKeys.Of(Keyword);
        var reading = input[Check].Read(key);
        var finding =
            reading.IsUnknown
                ? Finding(Outcome.Unknown, "", $"{Keyword} is not known: {reading.Reason}")
            : reading.IsAbsent ? Finding(Outcome.NotApplicable, "", $"this sshd has no {Keyword}")
            : Judge(reading, input);
        yield return finding with
        {
            Keys = [key],
            Source = reading.Source ?? "",
        };
    }

    /// <summary>Judges a value that is known.</summary>
    protected abstract Finding Judge(Reading reading, JudgeInput input);

    /// <summary>A pass that names the value.</summary>
    protected Finding Holds(Reading reading) =>
        Finding(Outcome.Pass, "", $"{Keyword} {reading.Value}{Place(reading)}");

    /// <summary>A finding with the commands that set another value.</summary>
    protected Finding Wants(
        Outcome outcome,
        string summary,
        string value,
        Reading reading,
        JudgeInput input
    ) =>
        Finding(outcome, "", $"{summary} ({Keyword} {reading.Value}{Place(reading)})") with
        {
            Remedy = SshdRemedy.Set(input, Keyword, value, reading.Source ?? ""),
        };

    /// <summary>True where a policy parameter's comma list has the value.</summary>
    protected bool IsAllowed(Reading reading, JudgeInput input) =>
        input
            .Policy.Parameter(Declaration, "allowed")
            .Split(',', StringSplitOptions.TrimEntries)
            .Any(reading.Is);

    /// <summary>The first allowed value: what a remedy sets.</summary>
    protected string Preferred(JudgeInput input) =>
        input.Policy.Parameter(Declaration, "allowed").Split(',', StringSplitOptions.TrimEntries)[
            0
        ];

    /// <summary>A declaration over one keyword, which the rule decides fully.</summary>
    protected static RuleDeclaration Declare(
        string name,
        string keyword,
        string title,
        Severity severity,
        string rationale,
        ImmutableDictionary<string, string> parameters,
        params ImmutableArray<string> references
    ) =>
        new()
        {
            Id = $"{Check}/{name}",
            Title = title,
            Severity = severity,
            Rationale = rationale,
            Reads = [SshConfigKeys.Of(keyword)],
            Decides = [SshConfigKeys.Of(keyword)],
            Parameters = parameters,
            References = [$"sshd_config(5) {keyword}", .. references],
        };

    /// <summary>One policy parameter.</summary>
    protected static ImmutableDictionary<string, string> With(string name, string value) =>
        ImmutableDictionary<string, string>.Empty.Add(name, value);

    private static string Place(Reading reading) =>
        string.IsNullOrEmpty(reading.Source) ? "" : $", {reading.Source}";
}
