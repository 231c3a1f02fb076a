using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog;

/// <summary>Several built-in checks run on one host and judged together, as the controller does it: rules may read what other checks saw.</summary>
internal sealed class JudgedTogether(FakeHost host, params string[] ids)
{
    private readonly Dictionary<string, CheckFacts> _facts = [];
    private readonly Dictionary<string, Document> _documents = [];
    private readonly Dictionary<string, double> _samples = [];

    public ImmutableArray<Finding> Findings { get; private set; } = [];

    public Dictionary<string, Observation> Observed { get; } = [];

    /// <summary>What the last run was judged by.</summary>
    public JudgeInput Input { get; private set; } = null!;

    /// <summary>One run of each check; what is reported is declared, once.</summary>
    public async Task<JudgedTogether> RunAsync(DateTimeOffset? asOf = null, Policy? policy = null)
    {
        Exception? surprise = null;
        var runner = new CheckRunner(host, (_, exception) => surprise = exception);
        var checks = ids.Select(id => CheckCatalog.BuiltIn.Find(id)!).ToList();
        foreach (var check in checks)
        {
            var id = check.Declaration.Id;
            var cursor = Observed.GetValueOrDefault(id)?.Cursor ?? "";
            var seen = await runner.RunAsync(check, cursor, CancellationToken.None);
            Assert.True(surprise is null, surprise?.ToString());
            Observed[id] = seen;
            _facts[id] = _facts.GetValueOrDefault(id, CheckFacts.None).After(seen);
            seen.Documents.ToList().ForEach(document => _documents[document.Name] = document);
            seen.Samples.ToList().ForEach(sample => _samples[sample.Key] = sample.Value);
            Assert.All(
                seen.Facts,
                fact =>
                    Assert.Contains(
                        check.Declaration.Keys,
                        key => FactKey.Matches(fact.Key, key.Pattern)
                    )
            );
        }

        Input = new JudgeInput
        {
            Checks = _facts.ToImmutableDictionary(),
            Policy = policy ?? Policy.BuiltIn,
            AsOf = asOf ?? host.Clock.GetUtcNow(),
            Documents = _documents.ToImmutableDictionary(),
            Samples = _samples.ToImmutableDictionary(),
        };
        Findings = [.. checks.SelectMany(check => HostJudge.Judge(check, Input))];
        return this;
    }

    public Finding Of(string rule, string subject = "") =>
        Assert.Single(Findings, finding => finding.Rule == rule && finding.Subject == subject);

    public string? Fact(string key) =>
        _facts.Values.Select(facts => facts.Read(key)).FirstOrDefault(r => r.IsPresent).Value
            is { Length: > 0 } value
            ? value
            : null;

    /// <summary>What a report would show: warnings and failures of the checks whose id starts so.</summary>
    public IEnumerable<string> Wrong(string check) =>
        Findings
            .Where(finding =>
                finding.Outcome is Outcome.Warn or Outcome.Fail or Outcome.Unknown
                && finding.Rule.StartsWith(check, StringComparison.Ordinal)
            )
            .Select(finding => $"{finding.Rule} {finding.Subject}: {finding.Summary}");
}
