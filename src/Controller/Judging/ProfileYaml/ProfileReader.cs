using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads a profile as a whole.</summary>
internal sealed class ProfileReader(CheckCatalog catalog, Complaints complaints)
{
    private const string Expected =
        "expected \"version: 1\", name, title, source and controls (docs/profiles.md has an example)";

    /// <summary>The keys that a profile has.</summary>
    public static readonly string[] Known = ["version", "name", "title", "source", "controls"];

    /// <summary>The keys of its source.</summary>
    public static readonly string[] KnownOfSource = ["document", "version", "url"];

    private readonly Fields _fields = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly ControlReader _control = new(catalog, complaints);
    private string? _name;
    private string? _title;
    private ProfileSource? _source;
    private ImmutableArray<Control> _controls = [];

    /// <summary>Null where something was complained of.</summary>
    public Profile? Read(PolicyNode? content)
    {
        if (content is null or PolicyScalar { IsNothing: true })
        {
            if (complaints.AreNone)
            {
                complaints.Add(1, 1, $"the profile is empty; {Expected}");
            }

            return null;
        }

        if (content is not PolicyMap root)
        {
            complaints.Add(content, $"a profile is not {Said.What(content)}; {Expected}");
            return null;
        }

        var readers = new Dictionary<string, Action<PolicyNode>>(StringComparer.Ordinal)
        {
            ["version"] = value => _ = _value.Word("version", value, "1"),
            ["name"] = value => _name = Name(value),
            ["title"] = value => _title = _value.Text("title", value),
            ["source"] = value => _source = Source(value),
            ["controls"] = value => _controls = Controls(value),
        };
        _ = _fields.Read("a profile", root, readers);
        foreach (var needed in Known.Where(key => !Has(root, key)))
        {
            _fields.Missing(root, $"{needed} is missing; {Expected}");
        }

        return complaints.AreNone && _name is not null && _title is not null && _source is not null
            ? new Profile
            {
                Name = _name,
                Title = _title,
                Source = _source,
                Controls = _controls,
            }
            : null;
    }

    private string? Name(PolicyNode value)
    {
        if (_value.Text("name", value) is not { } name)
        {
            return null;
        }

        if (
            name.All(letter =>
                char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'
            )
        )
        {
            return name;
        }

        complaints.Add(value, "name takes lower-case letters, digits and hyphens");
        return null;
    }

    private ProfileSource? Source(PolicyNode node)
    {
        var said = new Dictionary<string, string?>(StringComparer.Ordinal);
        var readers = KnownOfSource.ToDictionary<string, string, Action<PolicyNode>>(
            key => key,
            key => value => said[key] = _value.Text(key, value)
        );
        if (!_fields.Read("source", node, readers))
        {
            return null;
        }

        foreach (var needed in KnownOfSource.Where(key => key != "url" && !said.ContainsKey(key)))
        {
            _fields.Missing(node, $"{needed} is missing in source");
        }

        return new ProfileSource(
            said.GetValueOrDefault("document") ?? "",
            said.GetValueOrDefault("version") ?? "",
            said.GetValueOrDefault("url") ?? ""
        );
    }

    private ImmutableArray<Control> Controls(PolicyNode node)
    {
        if (node is not PolicyMap { Entries.Count: > 0 } map)
        {
            if (node is not PolicyRefused)
            {
                complaints.Add(
                    node,
                    $"controls takes control ids with what is said of each below, not {Said.What(node)}"
                );
            }

            return [];
        }

        return
        [
            .. Keys.Of(map, complaints)
                .Select(entry => _control.Read(entry.Key, entry.Value))
                .OfType<Control>(),
        ];
    }

    private static bool Has(PolicyMap map, string key) =>
        map.Entries.Exists(entry => entry.Key.Text == key);
}
