using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Sshd;

/// <summary>Every built-in ssh check run once or more on a host, and judged.</summary>
internal sealed class Examined
{
    private readonly Dictionary<string, CheckFacts> _facts = [];
    private readonly Dictionary<string, Document> _documents = [];
    private readonly List<Finding> _findings = [];

    /// <summary>The newest observation of each check.</summary>
    public Dictionary<string, Observation> Observed { get; } = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public static async Task<Examined> RunAsync(FakeHost host)
    {
        var examined = new Examined();
        await examined.AgainAsync(host);
        return examined;
    }

    public async Task AgainAsync(FakeHost host)
    {
        var runner = new CheckRunner(
            host,
            (_, surprise) => throw new InvalidOperationException("a check threw", surprise)
        );
        foreach (var id in (string[])["ssh.service", "ssh.listener", "ssh.config"])
        {
            var check = CheckCatalog.BuiltIn.Find(id)!;
            var observation = await runner.RunAsync(check, "", CancellationToken.None);
            Observed[id] = observation;
            _facts[id] = _facts.GetValueOrDefault(id, CheckFacts.None).After(observation);
            observation.Documents.ToList().ForEach(d => _documents[d.Name] = d);
        }

        var input = new JudgeInput
        {
            Checks = _facts.ToImmutableDictionary(),
            Policy = Policy.BuiltIn,
            AsOf = SshHosts.Started,
            Documents = _documents.ToImmutableDictionary(),
        };
        _findings.Clear();
        _findings.AddRange(
            Observed.Keys.SelectMany(id => HostJudge.Judge(CheckCatalog.BuiltIn.Find(id)!, input))
        );
    }

    public Reading Read(string key) =>
        _facts
            .Values.Select(facts => facts.Read(key))
            .FirstOrDefault(r => r.IsPresent, _facts[Owner(key)].Read(key));

    public Finding Of(string rule) => Assert.Single(_findings, finding => finding.Rule == rule);

    public Dictionary<string, string> AllFacts() =>
        _facts
            .Values.SelectMany(f => f.All)
            .ToDictionary(held => held.Fact.Key, held => held.Fact.Value);

    private static string Owner(string key) =>
        key.StartsWith("sshd_config", StringComparison.Ordinal) ? "ssh.config"
        : key.StartsWith("listen", StringComparison.Ordinal) ? "ssh.listener"
        : "ssh.service";
}
