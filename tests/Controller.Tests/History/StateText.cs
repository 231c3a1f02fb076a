using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Checks.Facts;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.History;

/// <summary>All of a host's state as text, in one order: two states are equal where their texts are.</summary>
internal static class StateText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Of(HostState state) =>
        JsonSerializer.Serialize(
            new
            {
                state.HostId,
                state.Name,
                state.Spool,
                Checks = state.Checks.OrderBy(c => c.Key, StringComparer.Ordinal).Select(Of),
                Findings = state
                    .Findings.OrderBy(f => f.Key.Rule, StringComparer.Ordinal)
                    .ThenBy(f => f.Key.Subject, StringComparer.Ordinal)
                    .Select(f => f.Value),
                Baselines = state.Baselines.OrderBy(b => b.Key, StringComparer.Ordinal),
                Regressions = state
                    .Regressions.Values.OrderBy(r => r.Key.Kind)
                    .ThenBy(r => r.Key.Rule, StringComparer.Ordinal)
                    .ThenBy(r => r.Key.Subject, StringComparer.Ordinal),
                state.Events,
                Samples = state.Samples.OrderBy(s => s.Key, StringComparer.Ordinal),
                Documents = state.Documents.Values.OrderBy(d => d.Name, StringComparer.Ordinal),
            },
            Options
        );

    private static object Of(KeyValuePair<string, CheckRun> check) =>
        new
        {
            check.Key,
            check.Value,
            All = check.Value.Facts.All.Select(held => new { held.Fact, held.IsStale }),
        };
}
