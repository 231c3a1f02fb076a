using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Policies;

/// <summary>What a policy may set of a rule, each by its key in the file.</summary>
public static class RuleSettings
{
    public const string Severity = "severity";
    public const string Off = "off";

    /// <summary>What is said, as it would be written.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(RuleSaid said)
    {
        if (said.Severity is { } severity)
        {
            yield return new(Severity, Word(severity));
        }

        if (said.Off is { } off)
        {
            yield return new(Off, Word(off));
        }

        foreach (var parameter in said.Parameters.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            yield return parameter;
        }
    }

    public static string Word(Checks.Judging.Severity severity) =>
        severity.ToString().ToLowerInvariant();

    public static string Word(bool off) => off ? "true" : "false";
}
