using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads one control.</summary>
internal sealed class ControlReader(CheckCatalog catalog, Complaints complaints)
{
    /// <summary>The keys that a control has.</summary>
    public static readonly string[] Known =
    [
        "title",
        "severity",
        "level",
        "references",
        .. JudgementReader.Known,
    ];

    private readonly Fields _fields = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly SeverityReader _severity = new(complaints);
    private readonly JudgementReader _judgement = new(catalog, complaints);

    /// <summary>Null where it cannot be read, which is then complained of.</summary>
    public Control? Read(PolicyScalar id, PolicyNode node)
    {
        string? title = null;
        Severity? severity = null;
        string? level = null;
        ImmutableArray<string>? references = null;
        var judged = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        var readers = new Dictionary<string, Action<PolicyNode>>(StringComparer.Ordinal)
        {
            ["title"] = value => title = _value.Text("title", value),
            ["severity"] = value => severity = _severity.Read(value),
            ["level"] = value => level = _value.Text("level", value),
            ["references"] = value => references = _value.Texts("references", value),
        };
        foreach (var key in JudgementReader.Known)
        {
            readers[key] = value => judged[key] = value;
        }

        if (!_fields.Read($"the control {Said.Raw(id.Text)}", node, readers))
        {
            return null;
        }

        foreach (var needed in (string[])["title", "severity"])
        {
            if (((PolicyMap)node).Entries.TrueForAll(entry => entry.Key.Text != needed))
            {
                _fields.Missing(node, $"{needed} is missing in the control {Said.Raw(id.Text)}");
            }
        }

        var by = _judgement.Read(node, judged, severity ?? Severity.Medium);
        return title is not null && severity is { } matters && by is not null
            ? new Control
            {
                Id = id.Text,
                Title = title,
                Severity = matters,
                Level = level ?? "",
                References = references ?? [],
                JudgedBy = by,
            }
            : null;
    }
}
