using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Tests.Catalog;

/// <summary>A check run on a host, run after run, and judged as the controller does it.</summary>
public sealed class Judged(IHost host, Check check)
{
    private ImmutableDictionary<string, Document> _documents = ImmutableDictionary<
        string,
        Document
    >.Empty;

    public Observation Last { get; private set; } = null!;

    public CheckFacts Facts { get; private set; } = CheckFacts.None;

    public ImmutableArray<Finding> Findings { get; private set; } = [];

    /// <summary>One more run. A surprise inside the check fails the test.</summary>
    public async Task<Judged> RunAsync()
    {
        Exception? surprise = null;
        var runner = new CheckRunner(host, (_, exception) => surprise = exception);
        Last = await runner.RunAsync(check, Last?.Cursor ?? "", CancellationToken.None);
        Assert.True(surprise is null, surprise?.ToString());
        Facts = Facts.After(Last);
        foreach (var document in Last.Documents)
        {
            _documents = _documents.SetItem(document.Name, document);
        }

        var input = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty.Add(check.Declaration.Id, Facts),
            Policy = Policy.BuiltIn,
            AsOf = host.Time.GetUtcNow(),
            Documents = _documents,
            Samples = Last.Samples.ToImmutableDictionary(s => s.Key, s => s.Value),
        };
        Findings = [.. HostJudge.Judge(check, input)];
        Declared();
        return this;
    }

    public Finding Finding(string rule, string subject = "") =>
        Assert.Single(Findings, finding => finding.Rule == rule && finding.Subject == subject);

    public string? Fact(string key)
    {
        var reading = Facts.Read(key);
        return reading.IsPresent ? reading.Value : null;
    }

    /// <summary>Every key that is reported is declared, once.</summary>
    private void Declared()
    {
        foreach (var fact in Last.Facts)
        {
            Assert.Single(check.Declaration.Keys, key => FactKey.Matches(fact.Key, key.Pattern));
        }
    }
}
