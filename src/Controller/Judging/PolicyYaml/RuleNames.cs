using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Facts;
using Fleet.Checks.Reporting;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads the <c>rule:</c> of waivers and silences: a rule's id or a pattern of such, a built-in profile's control as <c>ssh-baseline/5.1.20</c>, or a pattern of fact keys. They are looked up at the end, and told in order with all else.</summary>
internal sealed class RuleNames(CheckCatalog catalog, Complaints complaints)
{
    private readonly ValueReader _value = new(complaints);
    private readonly List<(PolicyNode At, string Name)> _named = [];

    public string Read(PolicyNode node)
    {
        if (_value.Line("rule", node, "ssh.config/permit_root_login") is not { } name)
        {
            return "";
        }

        _named.Add((node, name));
        return name;
    }

    /// <summary>Complains of names that nothing has.</summary>
    public void LookUp()
    {
        string[] rules = [.. catalog.Rules.Select(rule => rule.Declaration.Id)];
        var firsts = catalog
            .Checks.SelectMany(check => check.Declaration.Keys)
            .Select(key => FirstSegment(key.Pattern))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (at, name) in _named)
        {
            var first = FirstSegment(name);
            if (Profiles.Find(first) is { } profile)
            {
                LookUp(at, name, profile);
            }
            else if (
                name != NotificationRoute.Silent
                && !rules.Any(rule => FactKey.Matches(rule, name))
                && !firsts.Contains(first)
                && !first.Contains('*', StringComparison.Ordinal)
            )
            {
                var hint = Said.DidYouMean(
                    NearestName.To(name, rules) ?? NearestKey(name, first, firsts)
                );
                complaints.Add(
                    at,
                    $"there is no rule {Said.Quoted(name)} and no fact of that name{hint}"
                );
            }
        }
    }

    private void LookUp(PolicyNode at, string name, Profile profile)
    {
        var controls = profile.Controls.Select(control => $"{profile.Name}/{control.Id}").ToArray();
        if (!controls.Contains(name, StringComparer.Ordinal))
        {
            complaints.Add(
                at,
                $"the profile {profile.Name} has no control {Said.Quoted(name)}{Said.DidYouMean(name, controls)}"
            );
        }
    }

    private static string? NearestKey(string name, string first, IEnumerable<string> firsts) =>
        NearestName.To(first, firsts) is { } near ? near + name[first.Length..] : null;

    private static string FirstSegment(string key) => key.Split('/', 2)[0];
}
