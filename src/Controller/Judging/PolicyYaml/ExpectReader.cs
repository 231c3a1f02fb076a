using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Judging.ProfileYaml;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>expect:</c>, rules that the policy declares itself, by their names.</summary>
internal sealed partial class ExpectReader(CheckCatalog catalog, Complaints complaints)
{
    private readonly ExpectationReader _expectation = new(catalog, complaints);

    public ImmutableArray<PolicyExpectation> Read(PolicyNode node)
    {
        switch (node)
        {
            case PolicyMap map:
                return [.. Keys.Of(map, complaints).SelectMany(Read)];
            case PolicyRefused or PolicyScalar { IsNothing: true }:
                return [];
            default:
                complaints.Add(
                    node,
                    $"expect takes names with what is expected below each, not {Said.What(node)}"
                );
                return [];
        }
    }

    private IEnumerable<PolicyExpectation> Read(PolicyEntry entry)
    {
        var (name, said) = entry;
        if (!NameForm().IsMatch(name.Text))
        {
            complaints.Add(
                name,
                $"a rule's name has small letters, digits and _, not {Said.Quoted(name.Text)}"
            );
        }

        if (_expectation.Read(said, Severity.Medium) is { } expected)
        {
            yield return new PolicyExpectation(name.Text, expected, complaints.PlaceOf(name));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_]{1,60}\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NameForm();
}
