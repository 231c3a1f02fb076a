using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging.Expectations;
using Fleet.Checks.Reporting;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads the key, or pattern, of a fact, and finds the check that reports it: a misspelt key would be absent on every host.</summary>
internal sealed class FactKeyReader(CheckCatalog catalog, Complaints complaints)
{
    private readonly ValueReader _value = new(complaints);

    /// <summary>Null where no check reports such a fact, which is then complained of.</summary>
    public (string Check, string Key)? Read(PolicyNode value)
    {
        if (_value.Text("fact", value) is not { } key)
        {
            return null;
        }

        var check = catalog.Checks.FirstOrDefault(check =>
            check.Declaration.Keys.Any(declared => FactKey.Matches(key, declared.Pattern))
        );
        if (check is null || !IsKeyword(key))
        {
            complaints.Add(
                value,
                $"no check reports a fact {Said.Quoted(key)}{Said.DidYouMean(Meant(key))}"
            );
            return null;
        }

        return (check.Declaration.Id, key);
    }

    // ssh.config reports whatever sshd prints; which keywords there are is known.
    private static bool IsKeyword(string key) =>
        !FactText.IsOfSshd(key)
        || key.Contains('*', StringComparison.Ordinal)
        || FactText.SshdKey(FactText.NameOf(key)) == key;

    private string? Meant(string key)
    {
        var keyword = FactText.IsOfSshd(key) ? FactText.SshdKey(FactText.NameOf(key)) : null;
        var known = catalog
            .Checks.SelectMany(check => check.Declaration.Keys)
            .Select(declared => declared.Pattern)
            .Concat(FactText.SshdKeys)
            .Distinct();
        return keyword ?? NearestName.To(key, known);
    }
}
