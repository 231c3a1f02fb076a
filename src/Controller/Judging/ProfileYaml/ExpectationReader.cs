using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads what a fact is expected to be: profiles and policies say it in the same words.</summary>
internal sealed class ExpectationReader(CheckCatalog catalog, Complaints complaints)
{
    /// <summary>The keys that an expectation has.</summary>
    public static readonly string[] Known =
    [
        "fact",
        .. new ConditionReader(new Complaints("")).Keys.Keys,
        "when_absent",
        "in_file",
        "title",
        "severity",
        "set",
        "remedy",
        "references",
    ];

    private readonly Fields _fields = new(complaints);
    private readonly FactKeyReader _fact = new(catalog, complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly SeverityReader _severity = new(complaints);

    /// <summary>Null where it cannot be read, which is then complained of.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="severity">How much it matters where the expectation itself does not say.</param>
    public FactExpectation? Read(PolicyNode node, Severity severity) =>
        new Reading(this, node).Take(severity);

    /// <summary>One expectation while it is read.</summary>
    private sealed class Reading(ExpectationReader reader, PolicyNode node)
    {
        private readonly ConditionReader _condition = new(reader.Complaints);
        private (string Check, string Key)? _fact;
        private PolicyNode? _factAt;
        private (PolicyNode At, string Word)? _whenAbsent;
        private PolicyNode? _inFile;
        private string? _title;
        private Severity? _severity;
        private (PolicyNode At, string Value)? _set;
        private ImmutableArray<string>? _remedy;
        private ImmutableArray<string>? _references;

        public FactExpectation? Take(Severity severity)
        {
            if (!reader._fields.Read("an expectation", node, Readers()))
            {
                return null;
            }

            if (_factAt is null)
            {
                reader._fields.Missing(
                    node,
                    "fact is missing; name the fact, such as sshd_config/MaxAuthTries"
                );
            }

            var condition = _condition.Condition(node, _fact?.Key);
            ComplainOfCombinations(condition);
            return _fact is var (check, key) && condition is not null
                ? new FactExpectation
                {
                    Check = check,
                    Key = key,
                    Holds = condition,
                    WhenAbsent = Meaning(_whenAbsent?.Word),
                    InFile = _inFile is not null,
                    Title = _title ?? "",
                    Severity = _severity ?? severity,
                    Set = _set?.Value,
                    Remedy = _remedy ?? [],
                    References = _references ?? [],
                }
                : null;
        }

        private Dictionary<string, Action<PolicyNode>> Readers()
        {
            var readers = new Dictionary<string, Action<PolicyNode>>(StringComparer.Ordinal)
            {
                ["fact"] = said => (_factAt, _fact) = (said, reader._fact.Read(said)),
            };
            foreach (var (key, read) in _condition.Keys)
            {
                readers[key] = read;
            }

            readers["when_absent"] = said =>
                _whenAbsent = Word("when_absent", said, "pass", "fail", "not_applicable")
                    is { } word
                    ? (said, word)
                    : null;
            readers["in_file"] = said =>
                _inFile = Word("in_file", said, "true", "false") == "true" ? said : null;
            readers["title"] = said => _title = reader._value.Text("title", said);
            readers["severity"] = said => _severity = reader._severity.Read(said);
            readers["set"] = said =>
                _set = reader._value.Text("set", said) is { } value ? (said, value) : null;
            readers["remedy"] = said => _remedy = reader._value.Texts("remedy", said);
            readers["references"] = said => _references = reader._value.Texts("references", said);
            return readers;
        }

        private string? Word(string name, PolicyNode said, params string[] words) =>
            reader._value.Word(name, said, words);

        private void ComplainOfCombinations(Condition? condition)
        {
            if (condition is Absent or Present && _whenAbsent is var (at, _))
            {
                reader.Complaints.Add(at, "when_absent has no meaning beside absent or present");
            }

            if (
                condition is not null
                && _fact is { } of
                && _set is var (setAt, value)
                && !condition.Accepts(new FactText(of.Key, value))
            )
            {
                reader.Complaints.Add(
                    setAt,
                    $"set is {Said.Quoted(value)}, which is not {condition.Words}"
                );
            }

            if (_inFile is not null && _fact is var (_, key) && !FactText.IsOfSshd(key))
            {
                reader.Complaints.Add(
                    _inFile,
                    $"in_file is for sshd_config/… only; {Said.Raw(key)} stands in no file"
                );
            }
        }

        private static AbsentMeans Meaning(string? word) =>
            word switch
            {
                "pass" => AbsentMeans.Pass,
                "not_applicable" => AbsentMeans.NotApplicable,
                _ => AbsentMeans.Fail,
            };
    }

    private Complaints Complaints => complaints;
}
