using System.Text.Json;

namespace Fleet.Checks.Tests;

/// <summary>
/// How far we agree with a corpus. Written to <c>corpora.json</c> in the folder that <c>FLEET_ARTIFACTS</c> names:
/// <c>[{corpus, cases, agreed, disagreements: [{case, expected, got, reason}]}]</c>.
/// </summary>
internal sealed class Agreement(string corpus)
{
    private static readonly Lock Written = new();
    private static readonly SortedDictionary<string, Agreement> All = new(StringComparer.Ordinal);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly List<Disagreement> _disagreements = [];
    private int _cases;

    private sealed record Disagreement(string Case, string Expected, string Got, string Reason);

    /// <summary>Counts one comparison.</summary>
    /// <param name="name">What was compared.</param>
    /// <param name="expected">The corpus' answer.</param>
    /// <param name="got">Ours.</param>
    /// <param name="reason">Why ours is right where they differ; empty: it would be a defect.</param>
    public void Compare(string name, string? expected, string got, string reason = "")
    {
        _cases++;
        if (expected != got)
        {
            _disagreements.Add(new Disagreement(name, expected ?? "", got, reason));
        }
    }

    /// <summary>Writes the report, and fails where a disagreement has no reason.</summary>
    public void Conclude()
    {
        Write();
        Assert.SkipWhen(_cases == 0, $"FLEET_CORPORA has no cases of {corpus}");
        Assert.DoesNotContain(_disagreements, found => found.Reason.Length == 0);
    }

    private void Write()
    {
        if (Environment.GetEnvironmentVariable("FLEET_ARTIFACTS") is not { Length: > 0 } folder)
        {
            return;
        }

        lock (Written)
        {
            All[corpus] = this;
            Directory.CreateDirectory(folder);
            File.WriteAllText(
                Path.Combine(folder, "corpora.json"),
                JsonSerializer.Serialize(All.Values.Select(one => one.ToJson()), Indented)
            );
        }
    }

    private object ToJson() =>
        new
        {
            corpus,
            cases = _cases,
            agreed = _cases - _disagreements.Count,
            disagreements = _disagreements.Select(found => new
            {
                @case = found.Case,
                expected = found.Expected,
                got = found.Got,
                reason = found.Reason,
            }),
        };
}
