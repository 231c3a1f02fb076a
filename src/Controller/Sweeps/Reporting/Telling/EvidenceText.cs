using System.Text.Json;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Sweeps.Reporting.Telling;

/// <summary>Evidence on one line. Raw.</summary>
internal static class EvidenceText
{
    /// <summary><c>sshd_config/Port = 22 (/etc/ssh/sshd_config:3)</c>.</summary>
    public static string Of(SweptFact fact) =>
        fact.Source.Length == 0
            ? $"{fact.Key} = {fact.Value}"
            : $"{fact.Key} = {fact.Value} ({fact.Source})";
}

/// <summary>Outcomes by name.</summary>
internal static class Outcomes
{
    /// <summary>For machines: snake case.</summary>
    public static string Key(Outcome outcome) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}
