using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads what a policy says of one rule: <c>severity</c>, <c>off</c> and the parameters that the rule declares.</summary>
internal sealed class RuleReader(Complaints complaints)
{
    private const string SeverityKey = "severity";
    private const string OffKey = "off";

    private static readonly ImmutableArray<string> Severities =
    [
        .. Enum.GetValues<Severity>()
            .Where(severity => severity != Severity.Unspecified)
            .Select(severity => severity.ToString().ToLowerInvariant()),
    ];

    private readonly ParameterReader _parameter = new(complaints);
    private readonly ValueReader _value = new(complaints);

    /// <param name="id">The rule's id, as it is written.</param>
    /// <param name="rule">Null where there is no such rule: only what every rule has is looked at.</param>
    /// <param name="said">What stands below the id.</param>
    public RuleSaid Read(PolicyScalar id, RuleDeclaration? rule, PolicyNode said)
    {
        if (said is PolicyMap { Entries.Count: > 0 } map)
        {
            return Keys.Of(map, complaints)
                .Aggregate(RuleSaid.Nothing, (sofar, entry) => Read(sofar, rule, entry));
        }

        if (rule is not null && said is not (PolicyRefused or PolicyMap { IsCut: true }))
        {
            complaints.Add(
                said is PolicyScalar { IsNothing: true } ? id : said,
                $"{rule.Id} takes {Said.Choice(KeysOf(rule))} below it, not {Said.What(said)}"
            );
        }

        return RuleSaid.Nothing;
    }

    private RuleSaid Read(RuleSaid sofar, RuleDeclaration? rule, PolicyEntry entry)
    {
        var (key, value) = entry;
        switch (key.Text)
        {
            case SeverityKey:
                return sofar with { Severity = ReadSeverity(value) };
            case OffKey:
                return sofar with { Off = _value.Flag(OffKey, value) };
            case var name
                when rule is not null && rule.Parameters.TryGetValue(name, out var builtIn):
                return _parameter.Read(name, builtIn, value) is { } text
                    ? sofar with
                    {
                        Parameters = sofar.Parameters.SetItem(name, text),
                    }
                    : sofar;
            default:
                if (rule is not null)
                {
                    complaints.Add(
                        key,
                        $"{rule.Id} has no {Said.Quoted(key.Text)}, only {Said.Choice(KeysOf(rule))}{Said.DidYouMean(key.Text, KeysOf(rule))}"
                    );
                }

                return sofar;
        }
    }

    private Severity? ReadSeverity(PolicyNode value) =>
        _value.Word(SeverityKey, value, Severities) is { } word
            ? Enum.Parse<Severity>(word, ignoreCase: true)
            : null;

    private static string[] KeysOf(RuleDeclaration rule) =>
        [SeverityKey, OffKey, .. rule.Parameters.Keys.Order(StringComparer.Ordinal)];
}
